package org.beamnsl.trainer.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.trainer.evaluate.LocalModel;
import org.beamnsl.trainer.evaluate.ModelArtifact;
import org.beamnsl.trainer.export.LoadedModel;
import org.beamnsl.trainer.reading.ExampleRecord;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

/** Predicts examples in batches. */
public final class PredictCommand implements Command<PredictOptions> {
  @Override
  public String name() {
    return "predict";
  }

  @Override
  public String summary() {
    return "predict examples in batches";
  }

  @Override
  public String details() {
    return """
    Writes one example per input example, in order and in the same splits, with its id, the
    probability of each class and the most probable class, for each further label of the model
    under names that start with the label. A model that learned an embedding writes
    that instead, and with --layer any model writes the output of a layer: examples that build-graph
    reads.""";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "predict --model=runs/graph --input=papers/Split-test --output=predictions",
        "predict --model=runs/graph --input=papers --layer=hidden_0 --output=embeddings");
  }

  @Override
  public Class<PredictOptions> optionsType() {
    return PredictOptions.class;
  }

  @Override
  public ExitCode run(PredictOptions options, CommandContext context) throws IOException {
    ModelArtifact artifact =
        ModelArtifact.find("model", options.model(), options.inference().allowUntrustedModel());
    try (ArtifactStaging staging =
            ArtifactStaging.begin(
                options.destination().output(), options.destination().overwrite());
        LocalModel local = LocalModel.of(artifact.members().get(0));
        LoadedModel model = LoadedModel.load(local.folder().toString())) {
      StagedFiles files = new StagedFiles(staging);
      ExampleRewriter rewriter =
          new ExampleRewriter(
              model.examplesAtATime(options.inference().batch()), context.progress());
      rewriter.rewrite(
          "input", options.input(), files, records -> predict(options, model, records));
      staging.commit(
          Manifest.of("predict", "Examples")
              .withOptions(context.dataOptions())
              .withInputs(
                  Map.of(
                      "input", Inputs.digest("input", options.input()),
                      "model", artifact.digest()))
              .withFiles(files.files())
              .withCounters(Map.of("records", rewriter.records())));
      context
          .out()
          .printf(
              Locale.ROOT,
              "%,d predictions in %s%n",
              rewriter.records(),
              Path.of(options.destination().output()).getFileName());
    }
    return ExitCode.DONE;
  }

  private static List<Example> predict(
      PredictOptions options, LoadedModel model, List<ExampleRecord> records) {
    List<byte[]> bytes = records.stream().map(ExampleRecord::bytes).toList();
    @Nullable String layer = options.layer();
    boolean embeds = layer != null || model.isEmbedding();
    float[][] values =
        layer != null
            ? model.layer(layer, bytes)
            : embeds ? model.embeddings(bytes) : model.probabilities(bytes);
    Map<String, float[][]> more = new LinkedHashMap<>();
    if (!embeds) {
      for (String label : model.moreLabels()) {
        more.put(label, model.answering(label).probabilities(bytes));
      }
    }
    List<Example> predicted = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      Features read = records.get(i).parse().getFeatures();
      Features.Builder features = options.keepFeatures() ? read.toBuilder() : Features.newBuilder();
      @Nullable Feature id = read.getFeatureMap().get(options.idFeature());
      if (id != null) {
        features.putFeature(options.idFeature(), id);
      }
      if (embeds) {
        features.putFeature(options.embeddingFeature(), floats(values[i]));
      } else {
        features.putFeature(options.probabilitiesFeature(), floats(values[i]));
        features.putFeature(options.predictionFeature(), integer(best(values[i])));
        int row = i;
        more.forEach(
            (label, scores) -> {
              String prefix = label + "_";
              features.putFeature(prefix + options.probabilitiesFeature(), floats(scores[row]));
              features.putFeature(prefix + options.predictionFeature(), integer(best(scores[row])));
            });
      }
      predicted.add(Example.newBuilder().setFeatures(features).build());
    }
    return predicted;
  }

  static Feature floats(float[] values) {
    FloatList.Builder list = FloatList.newBuilder();
    for (float value : values) {
      list.addValue(value);
    }
    return Feature.newBuilder().setFloatList(list).build();
  }

  private static Feature integer(long value) {
    return Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(value)).build();
  }

  private static int best(float[] scores) {
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    return best;
  }
}
