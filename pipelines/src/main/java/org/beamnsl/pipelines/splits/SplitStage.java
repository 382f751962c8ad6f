package org.beamnsl.pipelines.splits;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
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
import org.jspecify.annotations.Nullable;

/**
 * Runs a step that writes a record for every record of an input, split by split, and commits what
 * it wrote as an artifact of type Examples.
 *
 * @param command name of the command, and of its Beam metrics
 */
public record SplitStage(String command, SplitFlags flags, CommandContext context) {
  private static final String REPORT = "_report.json";

  /**
   * Runs the stage and commits its output.
   *
   * @param inputs the splits of {@link SplitFlags#input}
   * @param digests of what the stage reads, by role
   * @return what was read and written
   * @throws NslException (65) for no records, or more bad ones than allowed; nothing is committed
   */
  public StageReport run(RecordSplits inputs, SplitStep step, Map<String, String> digests)
      throws IOException {
    BadRecordPolicy policy = new BadRecordPolicy(flags.maxBadFraction());
    SplitStep.@Nullable Here here = BeamEngine.optional(context) ? step.here() : null;
    Optional<BeamEngine> engine =
        here == null ? Optional.of(BeamEngine.of(context, command)) : Optional.empty();
    try (ArtifactStaging staging =
        ArtifactStaging.begin(flags.output(), flags.overwrite(), inputs.oneFile(flags.output()))) {
      SplitPlan plan = inputs.plan(flags.output(), flags.compression(), staging.folder());
      context.progress().begin(command, -1, "records");
      StageReport report =
          here != null ? here.run(plan) : runOn(engine.orElseThrow(), step, plan, staging);
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

  private StageReport runOn(
      BeamEngine engine, SplitStep step, SplitPlan plan, ArtifactStaging staging)
      throws IOException {
    Pipeline pipeline = engine.create();
    pipeline
        .apply(step.name(), step.transform().of(plan))
        .apply("Report", WriteStageReport.of(command, staging.path(REPORT)));
    engine.run(pipeline, staging);
    return StageReport.take(staging.path(REPORT));
  }

  private void check(StageReport report, BadRecordPolicy policy) {
    policy.check(report.count(WriteBadRecords.COUNTER), report.count("read"), report.badExamples());
    if (report.count("records") == 0) {
      throw NslException.badData("--input=" + flags.input() + ": no examples");
    }
  }
}
