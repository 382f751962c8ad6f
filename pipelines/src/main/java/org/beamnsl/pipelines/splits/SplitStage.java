package org.beamnsl.pipelines.splits;

import java.io.IOException;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.beamnsl.beam.badrecords.WriteBadRecords;
import org.beamnsl.beam.io.SplitPlan;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.beam.io.WriteStageReport;
import org.beamnsl.core.badrecord.BadRecordPolicy;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.pipelines.engine.BeamEngine;

/**
 * Runs a transform that writes a record for every record of an input, split by split, and commits
 * what it wrote as an artifact of type Examples.
 *
 * @param command name of the command, and of its Beam metrics
 */
public record SplitStage(String command, SplitFlags flags, CommandContext context) {
  private static final String REPORT = "_report.json";

  /** The transform of a stage: reads and writes what a plan says, and reports on it. */
  @FunctionalInterface
  public interface Step {
    /** The transform for {@code plan}. */
    PTransform<PBegin, PCollection<StageReport>> of(SplitPlan plan) throws IOException;
  }

  /**
   * Runs the stage and commits its output.
   *
   * @param inputs the splits of {@link SplitFlags#input}
   * @param stepName of the transform in the pipeline
   * @param digests of what the stage reads, by role
   * @return what was read and written
   * @throws NslException (65) for no records, or more bad ones than allowed; nothing is committed
   */
  public StageReport run(
      RecordSplits inputs, String stepName, Step step, Map<String, String> digests)
      throws IOException {
    BadRecordPolicy policy = new BadRecordPolicy(flags.maxBadFraction());
    BeamEngine engine = BeamEngine.of(context, command);
    try (ArtifactStaging staging =
        ArtifactStaging.begin(flags.output(), flags.overwrite(), inputs.oneFile(flags.output()))) {
      SplitPlan plan = inputs.plan(flags.output(), flags.compression(), staging.folder());
      context.progress().begin(command, -1, "records");
      Pipeline pipeline = engine.create();
      pipeline
          .apply(stepName, step.of(plan))
          .apply("Report", WriteStageReport.of(command, staging.path(REPORT)));
      engine.run(pipeline, staging);
      StageReport report = StageReport.take(staging.path(REPORT));
      check(report, policy);
      Manifest manifest =
          Manifest.of(command, "Examples")
              .withOptions(context.dataOptions())
              .withInputs(digests)
              .withFiles(report.files())
              .withCounters(report.counters());
      if (plan.file().isEmpty()) {
        staging.commit(manifest);
      } else {
        staging.commitFile(plan.file(), manifest);
      }
      context.progress().set(report.count("records"));
      return report;
    }
  }

  private void check(StageReport report, BadRecordPolicy policy) {
    policy.check(report.count(WriteBadRecords.COUNTER), report.count("read"), report.badExamples());
    if (report.count("records") == 0) {
      throw NslException.badData("--input=" + flags.input() + ": no examples");
    }
  }
}
