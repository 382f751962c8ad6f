package org.beamnsl.pipelines.identify;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.beamnsl.beam.badrecords.WriteBadRecords;
import org.beamnsl.beam.identify.IdentifyFiles;
import org.beamnsl.beam.io.SplitPlan;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.beam.io.WriteStageReport;
import org.beamnsl.core.badrecord.BadRecordPolicy;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.identify.IdStrategy;
import org.beamnsl.core.identify.IdentifyParams;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.pipelines.engine.BeamEngine;
import org.beamnsl.pipelines.splits.RecordSplits;

/** Gives every example an id. */
public final class IdentifyExamplesCommand implements Command<IdentifyExamplesOptions> {
  private static final String REPORT = "_report.json";

  @Override
  public String name() {
    return "identify-examples";
  }

  @Override
  public String summary() {
    return "give every example an id that is the same again on every run";
  }

  @Override
  public String details() {
    return """
        Ids come from a hash of all other features, so neither the order nor the cut of the files
        matters; equal examples are numbered over all splits. Records come ordered by that hash.
        With --idStrategy=feature existing ids are checked instead: every example must have one,
        and all must differ.
        """;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "identify-examples --input=reviews --output=identified",
        "identify-examples --input=a.tfrecord,b.tfrecord --output=identified.tfrecord",
        "identify-examples --input=papers --output=checked --idStrategy=feature");
  }

  @Override
  public Class<IdentifyExamplesOptions> optionsType() {
    return IdentifyExamplesOptions.class;
  }

  @Override
  public boolean acceptsEngineFlags() {
    return true;
  }

  @Override
  public ExitCode run(IdentifyExamplesOptions options, CommandContext context) throws IOException {
    BadRecordPolicy policy = new BadRecordPolicy(options.maxBadFraction());
    RecordSplits inputs = RecordSplits.of(options.input());
    BeamEngine engine = BeamEngine.of(context, name());
    try (ArtifactStaging staging =
        ArtifactStaging.begin(
            options.output(), options.overwrite(), inputs.oneFile(options.output()))) {
      SplitPlan plan = inputs.plan(options.output(), options.compression(), staging.folder());
      context.progress().begin("identify examples", -1, "records");
      Pipeline pipeline = engine.create();
      pipeline
          .apply("Identify", IdentifyFiles.of(plan, params(options)))
          .apply("Report", WriteStageReport.of(name(), staging.path(REPORT)));
      engine.run(pipeline, staging);
      StageReport report = StageReport.take(staging.path(REPORT));
      check(report, policy, options);
      Manifest manifest =
          Manifest.of(name(), "Examples")
              .withOptions(context.dataOptions())
              .withInputs(Map.of("input", Inputs.digest("input", options.input())))
              .withFiles(report.files())
              .withCounters(report.counters());
      if (plan.file().isEmpty()) {
        staging.commit(manifest);
      } else {
        staging.commitFile(plan.file(), manifest);
      }
      context.progress().set(report.count("records"));
      context
          .out()
          .printf(
              Locale.ROOT,
              "%s: %,d records in %s, %,d bad%n",
              options.output(),
              report.count("records"),
              plan.splits().size() == 1 ? "one split" : plan.splits().size() + " splits",
              report.count(WriteBadRecords.COUNTER));
      return ExitCode.DONE;
    }
  }

  private static IdentifyParams params(IdentifyExamplesOptions options) {
    long runKey = options.idStrategy() == IdStrategy.UUID ? new SecureRandom().nextLong() : 0;
    return new IdentifyParams(options.idStrategy(), options.idFeature(), runKey);
  }

  private static void check(
      StageReport report, BadRecordPolicy policy, IdentifyExamplesOptions options) {
    policy.check(report.count(WriteBadRecords.COUNTER), report.count("read"), report.badExamples());
    if (report.count("records") == 0) {
      throw NslException.badData("--input=" + options.input() + ": no examples");
    }
  }
}
