package org.beamnsl.core.synthesis;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.beamnsl.core.graph.EdgeShard;
import org.beamnsl.core.join.FindingOdds;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;

/** Writes the sorted edges of one shard and gathers its facts. */
public final class ShardWriter {
  private final String path;

  /** Writes to this file. */
  public ShardWriter(String path) {
    this.path = path;
  }

  /** Writes sorted edges; writing again replaces the file by the same bytes. */
  public ShardFacts write(int shard, EdgeShard edges, FindingOdds odds) throws IOException {
    long sources = 0;
    long maxDegree = 0;
    double sum = 0;
    double estimated = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    OutputStream to = Storages.of(path).create(path);
    try (DigestedOutput digested = new DigestedOutput(to)) {
      OutputStream out = new BufferedOutputStream(digested, 1 << 16);
      for (int from = 0; from < edges.size(); ) {
        int end = edges.sourceEnd(from);
        sources++;
        maxDegree = Math.max(maxDegree, end - from);
        for (int place = from; place < end; place++) {
          double weight = edges.weight(place);
          sum += weight;
          min = Math.min(min, weight);
          max = Math.max(max, weight);
          estimated += odds.edgesFor(weight);
          edges.writeLine(place, out);
        }
        from = end;
      }
      out.flush();
      ManifestFile file = digested.file(Storages.baseName(path), edges.size());
      return new ShardFacts(shard, file, sources, maxDegree, sum, min, max, estimated);
    }
  }
}
