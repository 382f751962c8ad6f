package org.beamnsl.core.synthesis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.beamnsl.core.embedding.EmbeddingFiles;
import org.beamnsl.core.embedding.FileRange;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.graph.EdgeLines;
import org.beamnsl.core.graph.GraphStatistics;
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
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.storage.Storages;

/** Builds a graph whose rows all fit one worker: reads, joins and writes it in one go. */
public final class OnePartition {
  private final GraphJob job;
  private final BadRecordLog bad = new BadRecordLog();

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
    EmbeddingMatrix matrix = job.duplicates().settle(read());
    SampleNeighbors truth = SampleComparer.of(job.params(), matrix);
    JoinPlan plan = plan(matrix, truth);
    JoinResult result = new SimilarityJoin(plan, job.threads()).run(matrix, PairRule.ALL);
    List<ManifestFile> files = write(matrix, result);
    TreeMap<String, Object> details = new TreeMap<>(PlanReport.of(plan));
    details.put("comparedPairs", result.facts().comparedPairs());
    details.put("overfullBuckets", result.facts().overfullBuckets());
    details.put("largestBucket", result.facts().largestBucket());
    RecallEstimate.fromWeights(plan, result.graph())
        .ifPresent(recall -> details.put("recallFromWeights", recall));
    RecallEstimate.bySampling(plan, matrix, result, truth)
        .ifPresent(recall -> details.put("recallFromSample", recall));
    details.put("zeroVectors", zeroVectors(matrix));
    details.put("graph", GraphStatistics.of(result.graph()).asMap());
    List<ManifestFile> badFile = bad.write(job.places().badRecords());
    new GraphReport(files, matrix.rows(), bad.count(), badFile, details)
        .write(job.places().report());
  }

  private static long zeroVectors(EmbeddingMatrix matrix) {
    long count = 0;
    for (int row = 0; row < matrix.rows(); row++) {
      count += matrix.norm(row) == 0 ? 1 : 0;
    }
    return count;
  }

  private JoinPlan plan(EmbeddingMatrix matrix, SampleNeighbors truth) {
    try {
      return new JoinPlanner(
              job.params().withPartitionRows(Integer.MAX_VALUE),
              matrix.rows(),
              RowSample.of(matrix),
              truth)
          .plan();
    } catch (IllegalArgumentException e) {
      throw NslException.usage("--" + e.getMessage());
    }
  }

  private EmbeddingMatrix read() {
    EmbeddingMatrix matrix = new EmbeddingMatrix(job.schema().dims(), job.expectedRows());
    EmbeddingFiles files = new EmbeddingFiles(job.schema());
    for (FileRange range : job.ranges()) {
      files.read(range, matrix::append, bad::add);
    }
    bad.check(job.maxBadFraction(), matrix.rows());
    return matrix;
  }

  /** Writes shards of about equal numbers of lines; together they are in order. */
  private List<ManifestFile> write(EmbeddingMatrix matrix, JoinResult result) throws IOException {
    SortedGraph graph = result.graph();
    EdgeLines lines = new EdgeLines(graph, matrix.ids(), result.order());
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
