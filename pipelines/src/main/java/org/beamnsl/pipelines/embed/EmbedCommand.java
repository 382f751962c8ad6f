package org.beamnsl.pipelines.embed;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.beamnsl.beam.badrecords.WriteBadRecords;
import org.beamnsl.beam.embed.EmbedFiles;
import org.beamnsl.beam.embed.EmbedHere;
import org.beamnsl.beam.embed.RowFeatures;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.embedding.EmbedParams;
import org.beamnsl.core.embedding.Embedders;
import org.beamnsl.core.embedding.FeatureEmbedding;
import org.beamnsl.core.embedding.rows.EmbedMethod;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.ModelTrust;
import org.beamnsl.pipelines.splits.RecordSplits;
import org.beamnsl.pipelines.splits.SplitStage;
import org.beamnsl.pipelines.splits.SplitStep;

/** Gives every example a vector. */
public final class EmbedCommand implements Command<EmbedOptions> {
  private static final String SAVED_MODEL = "savedmodel";
  private static final Set<String> NAMES_FILES = Set.of("wordvectors", SAVED_MODEL);

  @Override
  public String name() {
    return "embed";
  }

  @Override
  public String summary() {
    return "give every example a vector by which examples can be compared";
  }

  @Override
  public String details() {
    return """
        Writes Examples with the id, the label and a vector of floats, ordered by id.

        --embedder=feature takes numeric features as they are, several one after the other; text
        weighs words by tf-idf and reduces them by a truncated SVD learned from the input; bag
        counts words in a fixed number of columns; wordvectors:<file> adds up vectors of words from a
        GloVe text or record file; colors takes what colours an encoded image has, wherever in it;
        savedmodel:<folder> asks a TensorFlow model.
        """;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "embed --input=identified --output=embeddings --embedder=text --feature=text"
            + " --dimensions=64",
        "embed --input=identified --output=embeddings --embedder=wordvectors:glove.6B.100d.txt"
            + " --weighting=idf --center=true",
        "embed --input=papers --output=embeddings --embedder=feature --feature=words");
  }

  @Override
  public Class<EmbedOptions> optionsType() {
    return EmbedOptions.class;
  }

  @Override
  public boolean acceptsEngineFlags() {
    return true;
  }

  @Override
  public ExitCode run(EmbedOptions options, CommandContext context) throws IOException {
    EmbedMethod method = Embedders.of(options.params());
    if (options.params().name().equals(SAVED_MODEL) && !options.allowUntrustedModel()) {
      ModelTrust.require("embedder", options.params().argument());
    }
    RecordSplits inputs = RecordSplits.of(options.splits().input());
    RowFeatures features =
        new RowFeatures(options.idFeature(), options.labelFeature(), options.embeddingFeature());
    StageReport report =
        new SplitStage(name(), options.splits(), context)
            .run(
                inputs,
                step(inputs, features, () -> sameLength(method, options, inputs)),
                digests(options));
    tell(report, options, context);
    return ExitCode.DONE;
  }

  private static SplitStep step(RecordSplits inputs, RowFeatures features, Method method) {
    SplitStep step = SplitStep.of("Embed", plan -> EmbedFiles.of(plan, method.of(), features));
    return inputs.keptInOnePlace()
        ? step.orHere(plan -> EmbedHere.embed(plan, method.of(), features))
        : step;
  }

  /** The method, for which data may have to be read. */
  @FunctionalInterface
  private interface Method {
    EmbedMethod of() throws IOException;
  }

  private static Map<String, String> digests(EmbedOptions options) {
    Map<String, String> digests = new TreeMap<>();
    digests.put("input", Inputs.digest("input", options.splits().input()));
    EmbedParams params = options.params();
    if (NAMES_FILES.contains(params.name())) {
      digests.put("embedder", Inputs.digest("embedder", params.argument()));
    }
    return digests;
  }

  /** Features as they are must all have the length of the first. */
  private static EmbedMethod sameLength(
      EmbedMethod method, EmbedOptions options, RecordSplits inputs) throws IOException {
    EmbedParams params = options.params();
    if (!params.name().equals("feature") || params.dimensions() > 0) {
      return method;
    }
    int length = VectorLength.first(inputs.sources(), new FeatureEmbedding(params.features(), 0));
    return Embedders.of(params.withDimensions(length));
  }

  private static void tell(StageReport report, EmbedOptions options, CommandContext context) {
    if (report.count("zeroVectors") > 0) {
      context
          .progress()
          .note(
              String.format(
                  Locale.ROOT,
                  "warning: %,d vectors are all 0: nothing of these examples is known",
                  report.count("zeroVectors")));
    }
    context
        .out()
        .printf(
            Locale.ROOT,
            "%s: %,d vectors by %s, %,d bad records%n",
            options.splits().output(),
            report.count("records"),
            options.embedder(),
            report.count(WriteBadRecords.COUNTER));
  }
}
