package org.beamnsl.trainer.export;

import static com.google.common.truth.Truth.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.text.Tokenizer;
import org.beamnsl.core.text.Vocabulary;
import org.beamnsl.trainer.layers.Activation;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.layers.Embedding;
import org.beamnsl.trainer.layers.GlobalPooling;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.model.Sequential;
import org.beamnsl.trainer.reading.FeatureSpec;
import org.beamnsl.trainer.reading.TextSource;
import org.beamnsl.trainer.testing.Examples;
import org.beamnsl.trainer.training.CompileConfig;
import org.beamnsl.trainer.training.CompiledModel;
import org.beamnsl.trainer.training.Model;
import org.beamnsl.trainer.training.Sgd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.Example;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

/** Words and vocabulary inside a saved model are those of the transform stage. */
final class TextsInModelTest {
  private static final int LENGTH = 6;
  private static final TextSource SOURCE =
      new TextSource(
          "text",
          new Tokenizer(LENGTH),
          new Vocabulary(
              List.of(Tokenizer.PAD, "the", Tokenizer.START, "film", Tokenizer.END, "isn't", "k"),
              5));
  private static final FeatureSpec IDS =
      new FeatureSpec(
          "text_xf",
          FeatureSpec.Stored.INT64,
          FeatureSpec.Form.SEQUENCE,
          new int[] {LENGTH},
          SOURCE.vocabulary().size());

  @TempDir Path folder;

  @BeforeEach
  void save() {
    var base =
        Sequential.of(
            IDS.input(),
            Embedding.of(IDS.limit(), 4),
            GlobalPooling.average(),
            Dense.of(2, Activation.SOFTMAX));
    var config = CompileConfig.of(Sgd.of(0.1), StandardLoss.sparseCategoricalCrossentropy());
    try (CompiledModel compiled = Model.of(base).compile(config)) {
      new ServingModel(base, List.of(IDS), compiled.weights())
          .withTexts(Map.of("text_xf", SOURCE))
          .save(folder.resolve("saved"));
    }
  }

  private List<List<Integer>> ids(List<Example> examples) {
    List<List<Integer>> rows = new ArrayList<>();
    byte[][] serialized = examples.stream().map(Example::toByteArray).toArray(byte[][]::new);
    try (LoadedModel loaded = LoadedModel.load(folder.resolve("saved").toString());
        TString input =
            TString.tensorOfBytes(Shape.of(serialized.length), DataBuffers.ofObjects(serialized));
        var result =
            loaded
                .bundle()
                .session()
                .run(loaded.signature(Signatures.FEATURES), Map.of(Signatures.EXAMPLES, input))) {
      TInt32 ids = (TInt32) result.get("text_xf").orElseThrow();
      assertThat(ids.shape()).isEqualTo(Shape.of(examples.size(), LENGTH));
      for (int row = 0; row < examples.size(); row++) {
        List<Integer> values = new ArrayList<>();
        for (int place = 0; place < LENGTH; place++) {
          values.add(ids.getInt(row, place));
        }
        rows.add(values);
      }
    }
    return rows;
  }

  private static List<Integer> expected(String text) {
    return SOURCE.tokenizer().tokens(text).stream().map(SOURCE.vocabulary()::id).toList();
  }

  private static Example text(String text) {
    return Examples.of("t").bytes("text", text).build();
  }

  @Test
  void textsBecomeTheIdsThatTransformGives() {
    List<String> texts =
        List.of(
            "The film isn't good",
            "",
            "'The' 'film' ISN'T",
            "one two three four five six seven eight",
            "quoted' \n'film'\r\n",
            "film'\n\n",
            "the\u2028film'\u2029",
            "tab\tthe\u00a0film\u3000the",
            "\u212a \u0130stanbul na\u00efve \ud83d\ude00 film",
            "  the   film  ",
            "''",
            "'",
            "<PAD> <START> the <END>");
    List<List<Integer>> there = ids(texts.stream().map(TextsInModelTest::text).toList());
    for (int i = 0; i < texts.size(); i++) {
      assertThat(there.get(i)).isEqualTo(expected(texts.get(i)));
    }
  }

  @Test
  void bytesThatAreNoTextAreReadAsByTransform() {
    byte[] bytes = HexFormat.of().parseHex("746865ff2066696c6dc3"); // the<ff> film<c3>
    Example example = Examples.of("t").raw("text", bytes).build();
    assertThat(ids(List.of(example)))
        .containsExactly(expected(com.google.protobuf.ByteString.copyFrom(bytes).toStringUtf8()));
  }

  @Test
  void anExampleThatHasIdsKeepsThemWhateverItsText() {
    Example both =
        Examples.of("b").bytes("text", "the film").ints("text_xf", 3, 1, 0, 11, 12, 99).build();
    Example few = Examples.of("f").ints("text_xf", 3, 1).build();
    assertThat(ids(List.of(both, text("the film"), few)))
        .containsExactly(
            List.of(3, 1, 0, 11, 0, 0), expected("the film"), List.of(3, 1, 0, 0, 0, 0))
        .inOrder();
    assertThat(ids(List.of(few))).containsExactly(List.of(3, 1, 0, 0, 0, 0));
  }

  @Test
  void anExampleWithNeitherIsOneWithoutWords() {
    assertThat(ids(List.of(Examples.of("n").build()))).containsExactly(expected(""));
    assertThat(ids(List.of(Examples.of("n").build(), text("film"))))
        .containsExactly(expected(""), expected("film"))
        .inOrder();
  }

  @Test
  void predictionsOfTextsAreThoseOfTheirIds() {
    long[] same = expected("the film isn't").stream().mapToLong(Integer::longValue).toArray();
    List<byte[]> examples =
        List.of(
            text("the film isn't").toByteArray(),
            Examples.of("i").ints("text_xf", same).build().toByteArray());
    try (LoadedModel loaded = LoadedModel.load(folder.resolve("saved").toString())) {
      float[][] answers = loaded.probabilities(examples);
      assertThat(answers[0]).isEqualTo(answers[1]);
    }
  }
}
