package org.beamnsl.core.synthesis;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.beamnsl.core.graph.EdgeShard;
import org.beamnsl.core.graph.HashedComponents;
import org.beamnsl.core.join.FindingOdds;
import org.beamnsl.core.join.FoundNeighbors;
import org.beamnsl.core.join.JoinPlan;
import org.beamnsl.core.join.SampleNeighbors;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.storage.Storages;
import org.jspecify.annotations.Nullable;

/** Writes the sorted edges of shards and gathers their facts. */
public final class ShardWriter {
  /** Numbers in one part of a forest. */
  private static final int FOREST_PART = 1 << 14;

  private final FindingOdds odds;
  private final boolean connects;
  private final FoundNeighbors found;
  private final Map<String, Integer> sampled = new HashMap<>();

  /**
   * Prepares for the shards of one graph.
   *
   * @param plan the plan of the join
   * @param sample the sample of its rows
   * @param truth what is known of the neighbours of the first of these rows
   */
  public ShardWriter(JoinPlan plan, EmbeddingBlock sample, SampleNeighbors truth) {
    this.odds = new FindingOdds(plan);
    this.connects = SpreadReport.connects(plan);
    this.found = new FoundNeighbors(plan.params(), truth);
    for (int row = 0; row < truth.rows(); row++) {
      sampled.put(sample.ids().text(row), row);
    }
  }

  /**
   * Writes sorted edges; writing again replaces the file by the same bytes.
   *
   * @param shard its number
   * @param path the file
   * @param forest receives, in parts, pairs of hashes of ids: edges that connect what all edges of
   *     the shard whose source has the smaller hash connect
   */
  public ShardFacts write(int shard, String path, EdgeShard edges, Consumer<long[]> forest)
      throws IOException {
    Totals totals = new Totals();
    Forest connected = new Forest(forest);
    OutputStream to = Storages.of(path).create(path);
    try (DigestedOutput digested = new DigestedOutput(to)) {
      OutputStream out = new BufferedOutputStream(digested, 1 << 16);
      for (int from = 0; from < edges.size(); ) {
        int end = edges.sourceEnd(from);
        totals.source(edges, from, end);
        long source = edges.sourceHash(from);
        for (int place = from; place < end; place++) {
          if (connects) {
            connected.add(source, edges.targetHash(place));
          }
          edges.writeLine(place, out);
        }
        from = end;
      }
      out.flush();
      connected.flush();
      return totals.facts(shard, digested.file(Storages.baseName(path), edges.size()));
    }
  }

  /** What is added up over the sources of a shard. */
  private final class Totals {
    private long sources;
    private long maxDegree;
    private double sum;
    private double estimated;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private long sampledEdges;

    void source(EdgeShard edges, int from, int end) {
      sources++;
      maxDegree = Math.max(maxDegree, end - from);
      for (int place = from; place < end; place++) {
        double weight = edges.weight(place);
        sum += weight;
        min = Math.min(min, weight);
        max = Math.max(max, weight);
        estimated += odds.edgesFor(weight);
      }
      @Nullable Integer row = sampled.get(edges.source(from));
      if (row != null) {
        double[] weights = new double[end - from];
        for (int i = 0; i < weights.length; i++) {
          weights[i] = edges.weight(from + i);
        }
        sampledEdges += found.count(row, weights);
      }
    }

    ShardFacts facts(int shard, ManifestFile file) {
      return new ShardFacts(
          shard, file, sources, maxDegree, sum, min, max, estimated, sampledEdges);
    }
  }

  /** The edges of a shard that connect what was apart. */
  private static final class Forest {
    private final HashedComponents components = new HashedComponents();
    private final Consumer<long[]> receiver;
    private long[] part = new long[FOREST_PART];
    private int size;

    Forest(Consumer<long[]> receiver) {
      this.receiver = receiver;
    }

    void add(long source, long target) {
      // The other direction of the edge is in the shard of the target.
      if (source < target && components.join(source, target)) {
        part[size++] = source;
        part[size++] = target;
        if (size == FOREST_PART) {
          flush();
        }
      }
    }

    void flush() {
      if (size > 0) {
        receiver.accept(Arrays.copyOf(part, size));
        size = 0;
      }
    }
  }
}
