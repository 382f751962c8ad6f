package org.beamnsl.pipelines.buildgraph;

import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.embedding.EmbeddingFiles;
import org.beamnsl.core.embedding.EmbeddingSchema;
import org.beamnsl.core.embedding.FileRange;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.join.JoinPlanner;
import org.beamnsl.core.join.RowSample;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;
import org.beamnsl.core.synthesis.PlanReport;

/** Reads the input once, keeping a sample only, and says what would be done with it. */
final class DryRun {
  private final BuildGraphOptions options;
  private final EmbeddingSchema schema;
  private final List<String> paths;
  private EmbeddingBlock sample;
  private long rows;

  DryRun(BuildGraphOptions options, EmbeddingSchema schema, List<String> paths) {
    this.options = options;
    this.schema = schema;
    this.paths = paths;
    this.sample = new EmbeddingBlockBuilder(schema.dims()).build();
  }

  /** The plan as text. */
  String plan() {
    List<BadRecord> bad = new ArrayList<>();
    EmbeddingFiles files = new EmbeddingFiles(schema);
    for (String path : paths) {
      files.read(FileRange.whole(path), this::add, bad::add);
    }
    try {
      JoinPlanner planner = new JoinPlanner(options.params(), rows, sample);
      return PlanReport.text(planner.plan(), 1, 1);
    } catch (IllegalArgumentException e) {
      throw NslException.usage("--" + e.getMessage());
    }
  }

  private void add(EmbeddingBlock block) {
    rows += block.rows();
    sample = RowSample.merge(sample, block);
  }
}
