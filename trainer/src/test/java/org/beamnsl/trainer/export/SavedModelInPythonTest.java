package org.beamnsl.trainer.export;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.beamnsl.core.text.Tokenizer;
import org.beamnsl.core.text.Vocabulary;
import org.beamnsl.trainer.layers.Activation;
import org.beamnsl.trainer.layers.BatchNormalization;
import org.beamnsl.trainer.layers.Conv2D;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.layers.Embedding;
import org.beamnsl.trainer.layers.Flatten;
import org.beamnsl.trainer.layers.Lstm;
import org.beamnsl.trainer.layers.Pooling2D;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.model.BaseModel;
import org.beamnsl.trainer.model.Sequential;
import org.beamnsl.trainer.reading.FeatureSpec;
import org.beamnsl.trainer.reading.TextSource;
import org.beamnsl.trainer.testing.Examples;
import org.beamnsl.trainer.training.CompileConfig;
import org.beamnsl.trainer.training.CompiledModel;
import org.beamnsl.trainer.training.Model;
import org.beamnsl.trainer.training.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Example;

/**
 * Saved models in Python TensorFlow and Keras. {@code -Dnsl.python=<a Python with TensorFlow>}
 * switches it on.
 */
@EnabledIfSystemProperty(
    named = "nsl.python",
    matches = ".+",
    disabledReason = "-Dnsl.python names no Python with TensorFlow")
class SavedModelInPythonTest {
  private static final FeatureSpec PIXELS =
      new FeatureSpec(
          "pixels", FeatureSpec.Stored.FLOAT, FeatureSpec.Form.DENSE, new int[] {4, 4, 1}, 0);
  private static final FeatureSpec WORDS =
      new FeatureSpec(
          "words", FeatureSpec.Stored.INT64, FeatureSpec.Form.SEQUENCE, new int[] {3}, 6);

  private static final Vocabulary LETTERS = new Vocabulary(List.of(Tokenizer.PAD, "a", "b"), 3);

  @TempDir Path folder;

  @Test
  void aConvolutionalNetworkAnswersTheSameThereAndCanBeTrainedOn() throws Exception {
    assertSame(
        Sequential.of(
            PIXELS.input(),
            Conv2D.of(3, 3, Activation.RELU),
            Pooling2D.max(2),
            new Flatten(),
            new BatchNormalization(0.9f, 0.001f, ""),
            Dense.of(2, Activation.SOFTMAX)),
        PIXELS,
        Map.of(),
        List.of(pixels("a", 0.1f), pixels("b", 0.9f)));
  }

  @Test
  void anLstmOverMaskedTextAnswersTheSameThereAndCanBeTrainedOn() throws Exception {
    assertSame(
        Sequential.of(
            WORDS.input(),
            Embedding.of(6, 4).maskingZero(),
            Lstm.bidirectional(3),
            Dense.of(2, Activation.SOFTMAX)),
        WORDS,
        Map.of("words", new TextSource("text", new Tokenizer(3), LETTERS)),
        List.of(
            Examples.of("raw").bytes("text", "'A' unknown b").build(),
            Examples.of("short").ints("words", 4).build(),
            Examples.of("long").ints("words", 1, 2, 3, 4, 5).build()));
  }

  private static Example pixels(String id, float first) {
    float[] values = new float[16];
    for (int i = 0; i < values.length; i++) {
      values[i] = (first + i * 0.37f) % 1;
    }
    return Examples.of(id).floats("pixels", values).build();
  }

  private void assertSame(
      BaseModel base, FeatureSpec spec, Map<String, TextSource> texts, List<Example> examples)
      throws Exception {
    Path saved = folder.resolve("saved");
    List<String> trainable = new ArrayList<>();
    var config = CompileConfig.of(Sgd.of(0.1), StandardLoss.sparseCategoricalCrossentropy());
    try (CompiledModel compiled = Model.of(base).compile(config)) {
      compiled.weights().keySet().stream()
          .filter(name -> !name.contains("moving_"))
          .forEach(trainable::add);
      new ServingModel(base, List.of(spec), compiled.weights()).withTexts(texts).save(saved);
    }
    JsonNode python = inPython(saved, Examples.write(folder.resolve("in.tfrecord"), examples));
    try (LoadedModel loaded = LoadedModel.load(saved.toString())) {
      float[][] here = loaded.probabilities(examples.stream().map(Example::toByteArray).toList());
      List<String> ways = new ArrayList<>(List.of("saved_model", "graph", "layer"));
      if (python.get("keras").asText().startsWith("2.")) {
        ways.add("load_model");
      }
      for (String way : ways) {
        for (int row = 0; row < here.length; row++) {
          for (int column = 0; column < here[row].length; column++) {
            double there = python.get(way).get(row).get(column).asDouble();
            assertThat(there).isWithin(1e-6).of(here[row][column]);
          }
        }
      }
    }
    List<String> reached = new ArrayList<>();
    python.get("trainable").forEach(name -> reached.add(name.asText()));
    assertThat(reached).containsExactlyElementsIn(trainable);
  }

  private JsonNode inPython(Path model, Path examples) throws IOException, InterruptedException {
    Path program = folder.resolve("load_saved_model.py");
    try (InputStream source =
        SavedModelInPythonTest.class.getResourceAsStream("/python/load_saved_model.py")) {
      Files.copy(Objects.requireNonNull(source), program);
    }
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(
                System.getProperty("nsl.python"),
                program.toString(),
                model.toString(),
                examples.toString())
            .redirectError(errors.toFile())
            .start();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor() == 0 ? "" : Files.readString(errors)).isEmpty();
    return new ObjectMapper().readTree(output);
  }
}
