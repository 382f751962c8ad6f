package org.beamnsl.pipelines.identify;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.beamnsl.beam.badrecords.WriteBadRecords;
import org.beamnsl.beam.identify.IdentifyFiles;
import org.beamnsl.beam.identify.IdentifyHere;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.identify.IdStrategy;
import org.beamnsl.core.identify.IdentifyParams;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.pipelines.splits.RecordSplits;
import org.beamnsl.pipelines.splits.SplitStage;
import org.beamnsl.pipelines.splits.SplitStep;

/** Gives every example an id. */
public final class IdentifyExamplesCommand implements Command<IdentifyExamplesOptions> {

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
    RecordSplits inputs = RecordSplits.of(options.splits().input());
    StageReport report =
        new SplitStage(name(), options.splits(), context)
            .run(
                inputs,
                step(inputs, params(options)),
                Map.of("input", Inputs.digest("input", options.splits().input())));
    context
        .out()
        .printf(
            Locale.ROOT,
            "%s: %,d records in %s, %,d bad%n",
            options.splits().output(),
            report.count("records"),
            inputs.count() == 1 ? "one split" : inputs.count() + " splits",
            report.count(WriteBadRecords.COUNTER));
    return ExitCode.DONE;
  }

  private static SplitStep step(RecordSplits inputs, IdentifyParams params) {
    SplitStep step = SplitStep.of("Identify", plan -> IdentifyFiles.of(plan, params));
    boolean lookup = !inputs.keptInOnePlace();
    return inputs.fitOnePlace()
        ? step.orHere(plan -> IdentifyHere.identify(plan, params, lookup))
        : step;
  }

  private static IdentifyParams params(IdentifyExamplesOptions options) {
    long runKey = options.idStrategy() == IdStrategy.UUID ? new SecureRandom().nextLong() : 0;
    return new IdentifyParams(options.idStrategy(), options.idFeature(), runKey);
  }
}
