package org.beamnsl.trainer.training;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.golden.Golden;
import org.beamnsl.trainer.golden.ManyGraphs;
import org.beamnsl.trainer.layers.Activation;
import org.beamnsl.trainer.layers.BatchNormalization;
import org.beamnsl.trainer.layers.Conv2D;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.layers.Dropout;
import org.beamnsl.trainer.layers.Embedding;
import org.beamnsl.trainer.layers.Flatten;
import org.beamnsl.trainer.layers.GlobalPooling;
import org.beamnsl.trainer.layers.Lstm;
import org.beamnsl.trainer.layers.Pooling2D;
import org.beamnsl.trainer.loss.Loss;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Sequential;
import org.junit.jupiter.api.Test;

/**
 * The same weights give the outputs, losses, gradients and moving statistics of Keras 2.15. The
 * values in {@code keras/models.json} were computed there, with random weights, in training mode
 * where that matters.
 */
class KerasParityTest {

  /** Models whose embedding masks id 0, over sequences with padding at both ends and inside. */
  private static final String MASKED = "/keras/masked.json";

  private static final StandardLoss CLASSES = StandardLoss.sparseCategoricalCrossentropy();
  private static final StandardLoss BINARY = StandardLoss.named("binary_crossentropy");

  private final List<String> failures = new ArrayList<>();

  @Test
  void denseNetwork() {
    check(
        "mlp",
        CLASSES,
        Sequential.of(
            Input.floats("x", 4, 3),
            new Flatten(),
            Dense.of(8, Activation.RELU),
            Dense.of(6, Activation.TANH),
            Dense.of(3, Activation.SOFTMAX)));
  }

  @Test
  void convolutionalNetwork() {
    check(
        "cnn",
        CLASSES.onLogits(),
        Sequential.of(
            Input.floats("x", 10, 10, 2),
            Conv2D.of(4, 3, Activation.RELU),
            Pooling2D.max(2),
            Conv2D.of(5, 3, Activation.RELU).withPadding(Conv2D.Padding.SAME),
            Pooling2D.average(2),
            new Flatten(),
            Dense.of(3)));
  }

  @Test
  void bidirectionalLstm() {
    check(
        "bilstm",
        BINARY.onLogits(),
        Sequential.of(
            Input.ints("x", 6),
            Embedding.of(11, 4),
            Lstm.bidirectional(3),
            Dense.of(5, Activation.RELU),
            Dense.of(1)));
  }

  @Test
  void lstmOverMaskedSequences() {
    check(
        MASKED,
        "lstm",
        BINARY.onLogits(),
        Sequential.of(
            Input.ints("x", 6),
            Embedding.of(11, 4).maskingZero(),
            Lstm.of(3),
            Dense.of(5, Activation.RELU),
            Dense.of(1)));
  }

  @Test
  void bidirectionalLstmOverMaskedSequencesWithDropoutBetween() {
    check(
        MASKED,
        "bilstm",
        BINARY.onLogits(),
        Sequential.of(
            Input.ints("x", 6),
            Embedding.of(11, 4).maskingZero(),
            Dropout.of(0),
            Lstm.bidirectional(3),
            Dense.of(5, Activation.RELU),
            Dense.of(1)));
  }

  @Test
  void averagedEmbeddingsOfMaskedSequences() {
    check(
        MASKED,
        "text_average",
        BINARY,
        Sequential.of(
            Input.ints("x", 6),
            Embedding.of(11, 4).maskingZero(),
            GlobalPooling.average(),
            Dense.of(5, Activation.RELU),
            Dense.of(1, Activation.SIGMOID)));
  }

  @Test
  void averagedEmbeddings() {
    check(
        "text_average",
        BINARY,
        Sequential.of(
            Input.ints("x", 6),
            Embedding.of(11, 4),
            GlobalPooling.average(),
            Dense.of(5, Activation.RELU),
            Dense.of(1, Activation.SIGMOID)));
  }

  @Test
  void batchNormalization() {
    var normalization = new BatchNormalization(0.9f, 0.001f, "");
    check(
        "batch_norm",
        CLASSES.onLogits(),
        Sequential.of(
            Input.floats("x", 6, 6, 2),
            Conv2D.of(3, 3, Activation.LINEAR),
            normalization,
            GlobalPooling.max(),
            Dense.of(4, Activation.ELU),
            normalization,
            Dense.of(3)));
  }

  private void check(String name, Loss loss, Sequential model) {
    check("/keras/models.json", name, loss, model);
  }

  private void check(String file, String name, Loss loss, Sequential model) {
    JsonNode keras = load(file).get(name);
    Map<String, float[]> weights = new LinkedHashMap<>();
    keras
        .get("weights")
        .properties()
        .forEach(e -> weights.put(e.getKey(), Golden.values(e.getValue())));
    Map<String, Column> columns = new HashMap<>();
    columns.put("x", column(keras.get("x")));
    columns.put("label", column(keras.get("y")));
    InMemoryDataset data = InMemoryDataset.of(columns);
    int size = data.examples();
    try (CompiledModel compiled = Model.of(model).compile(CompileConfig.of(Sgd.of(1), loss))) {
      assertThat(compiled.weights().keySet()).containsExactlyElementsIn(weights.keySet());
      compiled.assign(weights);
      compare(name + " outputs", compiled.predict(data).data(), keras.get("outputs"), 1e-5);
      History history = compiled.fit(data, FitConfig.epochs(1).withBatch(size).withShuffle(false));
      assertThat(history.last("loss")).isWithin(1e-5).of(keras.get("loss").asDouble());
      Map<String, float[]> after = compiled.weights();
      keras
          .get("gradients")
          .properties()
          .forEach(
              e -> {
                float[] gradient = minus(get(weights, e.getKey()), get(after, e.getKey()));
                compare(name + " by " + e.getKey(), gradient, e.getValue(), 1e-4);
              });
      keras
          .get("states")
          .properties()
          .forEach(
              e -> compare(name + " " + e.getKey(), get(after, e.getKey()), e.getValue(), 1e-5));
    }
    assertThat(failures).isEmpty();
  }

  private void compare(String what, float[] actual, JsonNode expected, double relative) {
    ManyGraphs.difference(actual, Golden.values(expected), relative, 2e-6)
        .ifPresent(difference -> failures.add(what + ": " + difference));
  }

  private static float[] minus(float[] before, float[] after) {
    float[] difference = new float[before.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = before[i] - after[i];
    }
    return difference;
  }

  private static Column column(JsonNode node) {
    return node.get("dtype").asText().startsWith("int")
        ? Golden.intColumn(node)
        : Golden.column(node);
  }

  private static <T> T get(Map<String, T> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  private static JsonNode load(String file) {
    try (InputStream stream = KerasParityTest.class.getResourceAsStream(file)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(stream));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
