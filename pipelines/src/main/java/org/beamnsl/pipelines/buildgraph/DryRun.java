package org.beamnsl.pipelines.buildgraph;

import java.util.List;
import org.beamnsl.core.embedding.EmbeddingFiles;
import org.beamnsl.core.embedding.EmbeddingSchema;
import org.beamnsl.core.embedding.FileRange;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.join.JoinPlan;
import org.beamnsl.core.join.JoinPlanner;
import org.beamnsl.core.join.RowSampler;
import org.beamnsl.core.join.SampleComparer;
import org.beamnsl.core.join.SampleNeighbors;
import org.beamnsl.core.synthesis.PlanReport;

/** Reads the input once, keeping a sample only, and says what would be done with it. */
final class DryRun {
  /** Bytes of a row's id and of its share of a block. */
  private static final int ROW_OVERHEAD = 24;

  private final BuildGraphOptions options;
  private final EmbeddingSchema schema;
  private final List<String> paths;

  DryRun(BuildGraphOptions options, EmbeddingSchema schema, List<String> paths) {
    this.options = options;
    this.schema = schema;
    this.paths = paths;
  }

  private static String line(String name, long value) {
    return String.format("%-20s %d%n", name, value);
  }

  /** The plan as text. */
  String plan() {
    RowSampler sampler = new RowSampler(schema.dims());
    long[] bad = new long[1];
    EmbeddingFiles files = new EmbeddingFiles(schema);
    for (String path : paths) {
      files.read(FileRange.whole(path), sampler::add, each -> bad[0]++);
    }
    try {
      long rows = options.assumeRows() > 0 ? options.assumeRows() : sampler.rows();
      JoinPlan plan =
          new JoinPlanner(options.params(), rows, sampler.sample(), neighbors(sampler)).plan();
      long rowBytes = (long) (Float.BYTES * sampler.sample().valuesPerRow()) + ROW_OVERHEAD;
      return PlanReport.text(plan)
          + line("routedRows", plan.routedRows())
          + line("shuffleBytes", plan.partitions().tasks() == 1 ? 0 : plan.routedRows() * rowBytes)
          + line("badRecords", bad[0]);
    } catch (IllegalArgumentException e) {
      throw NslException.usage("--" + e.getMessage());
    }
  }

  private SampleNeighbors neighbors(RowSampler sampler) {
    if (!options.params().nearestOnly()) {
      return SampleNeighbors.none();
    }
    SampleComparer comparer =
        new SampleComparer(options.params(), sampler.rows(), sampler.sample());
    for (String path : paths) {
      new EmbeddingFiles(schema).read(FileRange.whole(path), comparer::add, bad -> {});
    }
    return comparer.neighbors();
  }
}
