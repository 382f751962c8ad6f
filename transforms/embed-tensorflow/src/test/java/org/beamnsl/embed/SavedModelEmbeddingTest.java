package org.beamnsl.embed;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.beamnsl.core.embedding.EmbedParams;
import org.beamnsl.core.embedding.Embedded;
import org.beamnsl.core.embedding.EmbeddingFn;
import org.beamnsl.core.embedding.EmbeddingProvider;
import org.beamnsl.core.embedding.WordWeighting;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.image.RgbImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

class SavedModelEmbeddingTest {
  @TempDir Path folder;

  @Test
  void numbersGoThroughTheModelInTheOrderOfTheBatch() throws Exception {
    String model = model(tf -> floats(tf, 2), (tf, x) -> twice(tf, x));
    assertThat(embed(model, floats(1, 2), floats(3, 4)))
        .containsExactly(vector(2, 4), vector(6, 8))
        .inOrder();
  }

  @Test
  void aFolderWhoseNameReadsLikeAPatternHoldsAModelToo() throws Exception {
    Path moved = folder.resolve("run[1]");
    Files.move(Path.of(model(tf -> floats(tf, 2), (tf, x) -> twice(tf, x))), moved);
    assertThat(embed(moved.toString(), floats(1, 2))).containsExactly(vector(2, 4));
  }

  @Test
  void textsGoThroughTheModelAsBytes() throws Exception {
    String model =
        model(
            tf -> tf.placeholder(TString.class, Placeholder.shape(Shape.of(-1))),
            (tf, x) ->
                twice(
                    tf,
                    tf.expandDims(
                        tf.dtypes.cast(tf.strings.stringLength(strings(x)), TFloat32.class),
                        tf.constant(1))));
    assertThat(embed(model, bytes("abc".getBytes(StandardCharsets.UTF_8))))
        .containsExactly(vector(6));
  }

  @Test
  void imagesAreDecodedScaledAndBroughtBetweenZeroAndOne() throws Exception {
    String model =
        model(
            tf -> tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 2, 2, 3))),
            (tf, x) -> twice(tf, tf.math.mean(numbers(x), tf.constant(new int[] {1, 2}))));
    float[] values = new float[4 * 4 * 3];
    Arrays.fill(values, 51);
    List<Embedded> embedded = embed(model, bytes(new RgbImage(4, 4, values).toPng()));
    assertThat(embedded.get(0).vector())
        .usingTolerance(1e-6)
        .containsExactly(0.4, 0.4, 0.4)
        .inOrder();
  }

  @Test
  void anUnusableExampleIsToldAndTheOthersAreEmbedded() throws Exception {
    String model = model(tf -> floats(tf, 2), (tf, x) -> twice(tf, x));
    List<Embedded> embedded = embed(model, floats(1), floats(3, 4));
    assertThat(embedded.get(0).problem()).isEqualTo("'x' has 1 numbers, the model reads 2");
    assertThat(embedded.get(1)).isEqualTo(vector(6, 8));
  }

  @Test
  void aFolderWithoutAModelIsNamed() throws Exception {
    Files.createDirectories(folder.resolve("empty"));
    NslException thrown =
        assertThrows(
            NslException.class, () -> embed(folder.resolve("empty").toString(), floats(1)));
    assertThat(thrown).hasMessageThat().contains("empty: no saved_model.pb in it");
  }

  @Test
  void isFoundByName() {
    assertThat(
            ServiceLoader.load(EmbeddingProvider.class).stream()
                .map(provider -> provider.get().name()))
        .contains("savedmodel");
  }

  private interface Body {
    Operand<TFloat32> of(Ops tf, Operand<?> input);
  }

  /** Saves a model that doubles what its body makes; the factor is a variable. */
  private String model(Function<Ops, Operand<? extends TType>> input, Body body) {
    Path saved = folder.resolve("model");
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<? extends TType> x = input.apply(tf);
      Operand<TFloat32> y = body.of(tf, x);
      try (Session session = new Session(graph)) {
        session.runner().addTarget("assign").run().close();
        SavedModelBundle.exporter(saved.toString())
            .withSession(session)
            .withSignature(
                Signature.builder()
                    .key(Signature.DEFAULT_KEY)
                    .input("x", x)
                    .output("embedding", y)
                    .build())
            .export();
      }
      return saved.toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Operand<TFloat32> twice(Ops tf, Operand<?> x) {
    Variable<TFloat32> factor = tf.variable(Shape.scalar(), TFloat32.class);
    tf.withName("assign").assign(factor, tf.constant(2f));
    return tf.math.mul(numbers(x), factor);
  }

  private static Operand<TFloat32> floats(Ops tf, long width) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, width)));
  }

  @SuppressWarnings("unchecked")
  private static Operand<TFloat32> numbers(Operand<?> x) {
    return (Operand<TFloat32>) x;
  }

  @SuppressWarnings("unchecked")
  private static Operand<TString> strings(Operand<?> x) {
    return (Operand<TString>) x;
  }

  private static List<Embedded> embed(String model, byte[]... examples) throws IOException {
    EmbeddingFn fn =
        new SavedModelProvider()
            .create(
                new EmbedParams(
                    "savedmodel:" + model, List.of("x"), 0, 1, WordWeighting.MEAN, false, 42));
    fn.open();
    try {
      return fn.embed(List.of(examples));
    } finally {
      fn.close();
    }
  }

  private static Embedded vector(float... values) {
    return Embedded.of(values);
  }

  private static byte[] floats(float... values) {
    Feature.Builder feature = Feature.newBuilder();
    for (float value : values) {
      feature.getFloatListBuilder().addValue(value);
    }
    return example(feature);
  }

  private static byte[] bytes(byte[] value) {
    Feature.Builder feature = Feature.newBuilder();
    feature.getBytesListBuilder().addValue(ByteString.copyFrom(value));
    return example(feature);
  }

  private static byte[] example(Feature.Builder feature) {
    Example.Builder example = Example.newBuilder();
    example.getFeaturesBuilder().putFeature("x", feature.build());
    return example.build().toByteArray();
  }
}
