package org.beamnsl.core.synthesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.beamnsl.core.embedding.EmbeddingFiles;
import org.beamnsl.core.embedding.FileRange;
import org.beamnsl.core.example.RepeatedIds;
import org.beamnsl.core.graph.Components;
import org.beamnsl.core.graph.EdgeBlockBuilder;
import org.beamnsl.core.graph.EdgeList;
import org.beamnsl.core.graph.EdgeShard;
import org.beamnsl.core.graph.GraphStatistics;
import org.beamnsl.core.join.AddedRows;
import org.beamnsl.core.join.FindingOdds;
import org.beamnsl.core.join.JoinParams;
import org.beamnsl.core.join.JoinPlan;
import org.beamnsl.core.join.JoinPlanner;
import org.beamnsl.core.join.RowSampler;
import org.beamnsl.core.lsh.HashParams;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.IdIndex;

/**
 * Adds rows to a graph that kept its keys. The graph's rows pass by once and are compared where
 * they share a key with a row that is added; its edges are copied, the new ones put among them.
 * Memory is that of the added rows, their edges and a few bytes for every row.
 */
final class GrowthByKeys {
  /** Rows in a block of {@link EmbeddingFiles}, at most. */
  private static final int PASSING_ROWS = 2000;

  private final GraphJob job;
  private final Growth growth;
  private final KeptKeys kept;
  private final HashParams hash;
  private final BadRecordLog bad;
  private final EdgeShard lines = new EdgeShard();
  private final EdgeList edges = new EdgeList();
  private final RowSampler sampler;
  private final RepeatedIds repeated = new RepeatedIds();
  private final List<ManifestFile> keyFiles = new ArrayList<>();
  private int known;

  /** Records that the graph was built without, and which are left out again. */
  private int unusable;

  GrowthByKeys(GraphJob job, BadRecordLog bad) {
    this.job = job;
    this.bad = bad;
    this.growth = Objects.requireNonNull(job.growth());
    this.kept = Objects.requireNonNull(growth.keys());
    this.hash = Objects.requireNonNull(growth.hash());
    this.sampler = new RowSampler(job.schema().dims());
  }

  /** Whether a job is of this kind. */
  static boolean fits(GraphJob job) {
    return job.growth() != null
        && job.growth().keys() != null
        && job.growth().others() == PreviousRows.KEEP
        && job.params().maxNeighbors() == 0
        && job.places().shards().size() == 1;
  }

  GraphReport run() throws IOException {
    EmbeddingMatrix rows = addedRows();
    sampler.add(rows.asBlock());
    AddedRows added = new AddedRows(rows, PASSING_ROWS, job.params(), hash);
    AddedSample sample = new AddedSample(job.params(), rows, growth.rows());
    compareKnown(added, new IdIndex(rows.ids()), sample);
    int first = Math.toIntExact(growth.rows());
    take(added.amongThemselves(), added, first, first);
    lines.sort();
    EdgeInsertion insertion = new EdgeInsertion(lines);
    ManifestFile file = insertion.write(kept.graph(), job.places().shards().get(0));
    Components components = ComponentLabels.read(kept.components(), rows.rows());
    edges.forEach((a, b, weight) -> components.join(a, b));
    keepKeys(added, components);
    JoinPlan plan = plan();
    TreeMap<String, Object> details = new TreeMap<>(PlanReport.of(plan));
    details.put("comparedPairs", added.compared());
    details.put("graph", statistics(rows, insertion, components).asMap());
    details.put("previousRows", (int) growth.rows());
    details.put("zeroVectors", kept.zeroVectors() + rows.zeroVectors());
    details.putAll(recall(plan, sample));
    return new GraphReport(
        List.of(file),
        plan.rows(),
        bad.count(),
        bad.write(job.places().badRecords()),
        details,
        keyFiles);
  }

  private EmbeddingMatrix addedRows() {
    EmbeddingMatrix rows =
        new EmbeddingMatrix(job.params().similarity().form(), job.schema().dims(), PASSING_ROWS);
    EmbeddingFiles files = new EmbeddingFiles(job.schema());
    for (FileRange range : job.ranges()) {
      files.read(range, rows::append, bad::add);
    }
    bad.check(job.maxBadFraction(), rows.rows());
    return DuplicateIds.FAIL.settle(rows);
  }

  private void compareKnown(AddedRows added, IdIndex index, AddedSample sample) throws IOException {
    List<String> copies = job.places().keyFiles(kept.keys().size());
    EmbeddingFiles files = new EmbeddingFiles(job.schema());
    try (RowKeys.Reader keys = rowKeys().read(kept.keys(), copies, keyFiles)) {
      for (FileRange range : growth.embeddings()) {
        files.read(
            range, block -> compare(added, index, sample, block, keys), record -> unusable++);
      }
      growth.check(known, unusable);
      keys.finish();
      DuplicateIds.FAIL.check(repeated);
    }
  }

  private void compare(
      AddedRows added,
      IdIndex index,
      AddedSample sample,
      EmbeddingBlock block,
      RowKeys.Reader keys) {
    if (known + block.rows() > growth.rows()) {
      // There are no keys for more rows; how many there are is of no matter.
      growth.check(known + block.rows(), unusable);
    }
    for (int row = 0; row < block.rows(); row++) {
      if (index.row(block.ids(), row) >= 0) {
        repeated.add(block.ids().text(row));
      }
    }
    sampler.add(block);
    try {
      EdgeList found = added.with(block, keys.next(block.rows()));
      take(found, added, known - added.rows(), Math.toIntExact(growth.rows()));
      sample.pass(added);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    known += block.rows();
  }

  /**
   * Takes edges between two rows of {@link AddedRows#ids}.
   *
   * @param offsetA what to add to the first row for its number among all rows
   * @param offsetB the same for the second
   */
  private void take(EdgeList found, AddedRows added, int offsetA, int offsetB) {
    EdgeBlockBuilder block = new EdgeBlockBuilder();
    found.forEach(
        (a, b, weight) -> {
          block.add(added.ids(), a, b, weight);
          block.add(added.ids(), b, a, weight);
          edges.add(a + offsetA, b + offsetB, weight);
        });
    lines.add(block.build());
  }

  private void keepKeys(AddedRows added, Components components) throws IOException {
    List<String> places = job.places().keyFiles(kept.keys().size() + 1);
    if (!places.isEmpty()) {
      keyFiles.add(rowKeys().write(places.get(kept.keys().size()), added.keys()));
      keyFiles.add(ComponentLabels.write(job.places().components(), components));
    }
  }

  private RowKeys rowKeys() {
    return new RowKeys(job.params().closeness().hashes(), hash);
  }

  private JoinPlan plan() {
    JoinParams params = job.params().withPartitionRows(Integer.MAX_VALUE);
    return new JoinPlanner(params, sampler.rows(), sampler.sample()).growing(growth.method(), hash);
  }

  private GraphStatistics statistics(
      EmbeddingMatrix rows, EdgeInsertion insertion, Components components) {
    GraphStatistics before = kept.statistics();
    double[] sumMinMax = {before.meanWeight() * before.edges(), 1, -1};
    edges.forEach(
        (a, b, weight) -> {
          sumMinMax[0] += weight;
          sumMinMax[1] = Math.min(sumMinMax[1], weight);
          sumMinMax[2] = Math.max(sumMinMax[2], weight);
        });
    long all = before.edges() + edges.size();
    boolean none = before.edges() == 0;
    return new GraphStatistics(
        before.nodes() + rows.rows(),
        all,
        before.isolated() + rows.rows() - insertion.newSources(),
        Math.max(before.maxDegree(), insertion.maxDegree()),
        components.count(),
        components.largest(),
        none && all > 0 ? sumMinMax[1] : Math.min(before.minWeight(), sumMinMax[1]),
        all == 0 ? 0 : sumMinMax[0] / all,
        none && all > 0 ? sumMinMax[2] : Math.max(before.maxWeight(), sumMinMax[2]));
  }

  /** Recall of the graph by the weights of its edges, and of the added rows by a sample of them. */
  private Map<String, Object> recall(JoinPlan plan, AddedSample sample) {
    Map<String, Object> recall = new TreeMap<>();
    FindingOdds odds = new FindingOdds(plan);
    double[] estimated = {kept.statistics().edges() / kept.recallFromWeights()};
    edges.forEach((a, b, weight) -> estimated[0] += odds.edgesFor(weight));
    long all = kept.statistics().edges() + edges.size();
    if (all > 0) {
      recall.put("recallFromWeights", all / estimated[0]);
    }
    sample
        .recall(edges, Math.toIntExact(growth.rows()))
        .ifPresent(
            share -> {
              recall.put("recallFromSample", share);
              recall.put("recallSampledFrom", "added rows");
            });
    return recall;
  }
}
