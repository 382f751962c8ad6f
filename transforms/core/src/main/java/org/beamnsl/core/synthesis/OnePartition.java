package org.beamnsl.core.synthesis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.embedding.EmbeddingFiles;
import org.beamnsl.core.embedding.FileRange;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.graph.Components;
import org.beamnsl.core.graph.EdgeLines;
import org.beamnsl.core.graph.EdgeList;
import org.beamnsl.core.graph.GraphStatistics;
import org.beamnsl.core.graph.ParallelEdgeLines;
import org.beamnsl.core.graph.SortedGraph;
import org.beamnsl.core.join.JoinPlan;
import org.beamnsl.core.join.JoinPlanner;
import org.beamnsl.core.join.JoinResult;
import org.beamnsl.core.join.PairRule;
import org.beamnsl.core.join.RecallEstimate;
import org.beamnsl.core.join.RowSample;
import org.beamnsl.core.join.SampleComparer;
import org.beamnsl.core.join.SampleNeighbors;
import org.beamnsl.core.join.SimilarityJoin;
import org.beamnsl.core.lsh.HashFamily;
import org.beamnsl.core.lsh.HashParams;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.RowForm;
import org.beamnsl.core.storage.Storages;
import org.jspecify.annotations.Nullable;

/** Builds a graph whose rows all fit one worker: reads, joins and writes it in one go. */
public final class OnePartition {
  private final GraphJob job;
  private final BadRecordLog bad = new BadRecordLog();
  private long previousBad;

  /** Prepares a job. */
  public OnePartition(GraphJob job) {
    this.job = job;
  }

  /**
   * Does the job and writes its report.
   *
   * @throws NslException for files, records and parameters that cannot be used
   */
  public void run() throws IOException {
    try (bad) {
      (GrowthByKeys.fits(job) ? new GrowthByKeys(job, bad).run() : join())
          .write(job.places().report());
    }
  }

  private GraphReport join() throws IOException {
    RowsToJoin rows = rows();
    EmbeddingMatrix matrix = rows.matrix();
    SampleNeighbors truth = SampleComparer.of(job.params(), matrix);
    JoinPlan plan = plan(rows, truth);
    SimilarityJoin join = new SimilarityJoin(plan, job.threads(), job.places().keys() != null);
    EdgeList edges = rows.edges();
    JoinResult result =
        edges == null ? join.run(matrix, PairRule.ALL) : join.grow(matrix, rows.known(), edges);
    List<ManifestFile> files = write(matrix, result);
    TreeMap<String, Object> details = new TreeMap<>(PlanReport.of(plan));
    details.put("comparedPairs", result.facts().comparedPairs());
    details.put("overfullBuckets", result.facts().overfullBuckets());
    details.put("largestBucket", result.facts().largestBucket());
    RecallEstimate.fromWeights(plan, result.graph())
        .ifPresent(recall -> details.put("recallFromWeights", recall));
    RecallEstimate.bySampling(plan, matrix, result, truth)
        .ifPresent(recall -> details.put("recallFromSample", recall));
    details.put("zeroVectors", matrix.zeroVectors());
    details.put("previousRows", rows.known());
    details.put("graph", GraphStatistics.of(result.graph()).asMap());
    List<ManifestFile> badFile = bad.write(job.places().badRecords());
    return new GraphReport(
        files, matrix.rows(), bad.count(), badFile, details, keep(plan, matrix, result));
  }

  private List<ManifestFile> keep(JoinPlan plan, EmbeddingMatrix matrix, JoinResult result)
      throws IOException {
    @Nullable HashParams hash = plan.hash();
    if (job.places().keys() == null || hash == null) {
      return List.of();
    }
    HashFamily family = plan.params().closeness().hashes();
    int[] keys = result.keys();
    if (keys.length == 0) {
      keys = new int[Math.multiplyExact(matrix.rows(), hash.rounds())];
      family.hasher(hash, plan.center()).hash(matrix, 0, matrix.rows(), keys);
    }
    return List.of(
        new RowKeys(family, hash).write(job.places().keyFiles(1).get(0), keys),
        ComponentLabels.write(
            job.places().components(), Components.of(result.graph(), result.order())));
  }

  /** Reads the rows, and what an earlier graph says of them. */
  private RowsToJoin rows() throws IOException {
    Growth growth = job.growth();
    EmbeddingMatrix all = matrix(job.expectedRows());
    if (growth == null) {
      readInput(all);
      return RowsToJoin.afresh(job.duplicates().settle(all));
    }
    if (growth.others() == PreviousRows.DROP) {
      EmbeddingMatrix before = matrix((int) growth.rows());
      readKnown(growth, before);
      readInput(all);
      return new RowsTakenOver(
              growth.graph(), job.params().closeness(), job.params().maxNeighbors())
          .of(before, job.duplicates().settle(all));
    }
    readKnown(growth, all);
    int known = all.rows();
    readInput(all);
    EmbeddingMatrix matrix = job.duplicates().settle(all);
    return new RowsToJoin(matrix, known, edges(growth, matrix));
  }

  private EmbeddingMatrix matrix(int expectedRows) {
    RowForm form = job.params().similarity().form();
    return new EmbeddingMatrix(form, job.schema().dims(), expectedRows);
  }

  private void readKnown(Growth growth, EmbeddingMatrix to) {
    read(growth.embeddings(), to, this::unusable);
    growth.check(to.rows(), previousBad);
  }

  private void readInput(EmbeddingMatrix to) {
    int before = to.rows();
    read(job.ranges(), to, bad::add);
    bad.check(job.maxBadFraction(), to.rows() - before);
  }

  private JoinPlan plan(RowsToJoin rows, SampleNeighbors truth) {
    try {
      JoinPlanner planner =
          new JoinPlanner(
              job.params().withPartitionRows(Integer.MAX_VALUE),
              rows.matrix().rows(),
              RowSample.of(rows.matrix()),
              truth);
      Growth growth = job.growth();
      return growth == null || rows.edges() == null
          ? planner.plan()
          : planner.growing(growth.method(), growth.hash());
    } catch (IllegalArgumentException e) {
      throw NslException.usage("--" + e.getMessage());
    }
  }

  private void read(List<FileRange> ranges, EmbeddingMatrix to, Consumer<BadRecord> unusable) {
    EmbeddingFiles files = new EmbeddingFiles(job.schema());
    for (FileRange range : ranges) {
      files.read(range, to::append, unusable);
    }
  }

  /** Rows that the graph was built without are left out again. */
  private void unusable(BadRecord record) {
    previousBad++;
  }

  private EdgeList edges(Growth growth, EmbeddingMatrix matrix) throws IOException {
    KnownEdges known = KnownEdges.among(matrix, job.params().closeness());
    for (String path : growth.graph()) {
      known.read(path);
    }
    return known.edges();
  }

  /** Writes shards of about equal numbers of lines; together they are in order. */
  private List<ManifestFile> write(EmbeddingMatrix matrix, JoinResult result) throws IOException {
    SortedGraph graph = result.graph();
    EdgeLines lines = new EdgeLines(graph, matrix.ids(), result.order());
    try (ParallelEdgeLines parallel = new ParallelEdgeLines(lines, graph, job.threads())) {
      return write(graph, parallel);
    }
  }

  private List<ManifestFile> write(SortedGraph graph, ParallelEdgeLines lines) throws IOException {
    List<ManifestFile> files = new ArrayList<>();
    List<String> shards = job.places().shards();
    int from = 0;
    for (int shard = 0; shard < shards.size(); shard++) {
      long lastEdge = graph.size() * (shard + 1) / shards.size();
      int to = from;
      while (to < graph.nodes() && (shard == shards.size() - 1 || graph.start(to) < lastEdge)) {
        to++;
      }
      String path = shards.get(shard);
      try (DigestedOutput out = new DigestedOutput(Storages.of(path).create(path))) {
        lines.write(from, to, out);
        out.flush();
        long count = (to == graph.nodes() ? graph.size() : graph.start(to)) - start(graph, from);
        files.add(out.file(Storages.baseName(path), count));
      }
      from = to;
    }
    return files;
  }

  private static long start(SortedGraph graph, int node) {
    return node == graph.nodes() ? graph.size() : graph.start(node);
  }
}
