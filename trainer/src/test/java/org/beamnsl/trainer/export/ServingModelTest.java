package org.beamnsl.trainer.export;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.tfrecord.TfRecordReader;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.layers.Activation;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.layers.Embedding;
import org.beamnsl.trainer.layers.GlobalPooling;
import org.beamnsl.trainer.layers.MultiHot;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.model.BaseModel;
import org.beamnsl.trainer.model.Branched;
import org.beamnsl.trainer.model.Sequential;
import org.beamnsl.trainer.reading.DatasetReader;
import org.beamnsl.trainer.reading.FeatureSpec;
import org.beamnsl.trainer.reading.ReadingConfig;
import org.beamnsl.trainer.testing.Examples;
import org.beamnsl.trainer.training.CompileConfig;
import org.beamnsl.trainer.training.CompiledModel;
import org.beamnsl.trainer.training.Model;
import org.beamnsl.trainer.training.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;

class ServingModelTest {
  private static final FeatureSpec PIXELS =
      new FeatureSpec(
          "pixels", FeatureSpec.Stored.INT64, FeatureSpec.Form.DENSE, new int[] {2, 2}, 0);
  private static final FeatureSpec WORDS =
      new FeatureSpec(
          "words", FeatureSpec.Stored.INT64, FeatureSpec.Form.SEQUENCE, new int[] {3}, 6);

  @TempDir Path folder;

  private static BaseModel numbers() {
    return Sequential.of(
        PIXELS.input(), new org.beamnsl.trainer.layers.Flatten(), Dense.of(3, Activation.SOFTMAX));
  }

  private static BaseModel text() {
    return Sequential.of(
        WORDS.input(),
        Embedding.of(6, 4),
        GlobalPooling.average(),
        Dense.of(2, Activation.SOFTMAX));
  }

  /** Saves the model and checks that it answers serialized examples as the trainer does. */
  private void assertAnswersAsTrained(BaseModel base, FeatureSpec spec, List<Example> examples) {
    InMemoryDataset data =
        new DatasetReader(ReadingConfig.of(List.of(spec)))
            .read(List.of(Examples.input(Examples.write(folder.resolve("in.tfrecord"), examples))))
            .data();
    Path saved = folder.resolve("saved");
    float[] expected;
    try (CompiledModel compiled = compile(base)) {
      expected = compiled.predict(data).data();
      new ServingModel(base, List.of(spec), compiled.weights()).save(saved);
    }
    try (LoadedModel loaded = LoadedModel.load(saved.toString())) {
      float[][] served = loaded.probabilities(bytes(examples));
      List<Float> flat = new ArrayList<>();
      for (float[] row : served) {
        for (float value : row) {
          flat.add(value);
        }
      }
      assertThat(flat).hasSize(expected.length);
      for (int i = 0; i < expected.length; i++) {
        assertThat(flat.get(i)).isWithin(1e-6f).of(expected[i]);
      }
    }
  }

  private static CompiledModel compile(BaseModel base) {
    return Model.of(base)
        .compile(CompileConfig.of(Sgd.of(0.1), StandardLoss.sparseCategoricalCrossentropy()));
  }

  private static List<byte[]> bytes(List<Example> examples) {
    return examples.stream().map(Example::toByteArray).toList();
  }

  @Test
  void integersAreReadInsideTheModelAsForTraining() {
    assertAnswersAsTrained(
        numbers(),
        PIXELS,
        List.of(
            Examples.of("a").ints("pixels", 0, 2, -1, 3).build(),
            Examples.of("b").ints("pixels", 1, 0, 2, 5).build()));
  }

  @Test
  void sequencesAreCutPaddedAndLimitedInsideTheModelAsForTraining() {
    assertAnswersAsTrained(
        text(),
        WORDS,
        List.of(
            Examples.of("short").ints("words", 4).build(),
            Examples.of("empty").ints("words").build(),
            Examples.of("unknown id").ints("words", 6, 99, 5).build(),
            Examples.of("long").ints("words", 1, 2, 3, 4, 5).build()));
  }

  @Test
  void bagsAreCountedInsideTheModelAsForTraining() {
    FeatureSpec bag =
        new FeatureSpec("words", FeatureSpec.Stored.INT64, FeatureSpec.Form.BAG, new int[] {4}, 6);
    assertAnswersAsTrained(
        Sequential.of(bag.input(), new MultiHot(6), Dense.of(2, Activation.SOFTMAX)),
        bag,
        List.of(
            Examples.of("first id").ints("words", 0).build(),
            Examples.of("empty").ints("words").build(),
            Examples.of("unknown id").ints("words", 6, 99, 5).build(),
            Examples.of("twice").ints("words", 1, 1, 2).build()));
  }

  @Test
  void largeExamplesAreTakenFewerAtATime() {
    assertThat(atATime(256, 28, 28, 1)).isEqualTo(256);
    assertThat(atATime(256, 1024, 1024, 1)).isEqualTo(8);
    assertThat(atATime(4, 1024, 1024, 1)).isEqualTo(4);
    assertThat(atATime(256, 4096, 4096, 3)).isEqualTo(1);
  }

  private int atATime(int most, int... shape) {
    FeatureSpec image = FeatureSpec.image("image", shape, 255);
    BaseModel base =
        Sequential.of(image.input(), GlobalPooling.average(), Dense.of(2, Activation.SOFTMAX));
    Path saved = folder.resolve(most + "-of-" + shape[0]);
    try (CompiledModel compiled = compile(base)) {
      new ServingModel(base, List.of(image), compiled.weights()).save(saved);
    }
    try (LoadedModel loaded = LoadedModel.load(saved.toString())) {
      return loaded.examplesAtATime(most);
    }
  }

  @Test
  void equalModelsAreSavedToEqualBytes() throws IOException {
    try (CompiledModel compiled = compile(numbers())) {
      ServingModel model = new ServingModel(numbers(), List.of(PIXELS), compiled.weights());
      model.save(folder.resolve("one"));
      model.save(folder.resolve("two"));
    }
    for (String file :
        List.of(
            "saved_model.pb",
            "variables/variables.index",
            "variables/variables.data-00000-of-00001")) {
      assertThat(Files.readAllBytes(folder.resolve("one").resolve(file)))
          .isEqualTo(Files.readAllBytes(folder.resolve("two").resolve(file)));
    }
  }

  /** What TensorFlow 2 and Keras load: {@link SavedModelInPythonTest} lets them do it. */
  @Test
  void everySignatureIsAlsoAFunctionThatReadsTheVariablesOfAnObject() throws IOException {
    try (CompiledModel compiled = compile(numbers())) {
      new ServingModel(numbers(), List.of(PIXELS), compiled.weights())
          .save(folder.resolve("saved"));
    }
    var graph =
        SavedModel.parseFrom(Files.readAllBytes(folder.resolve("saved/saved_model.pb")))
            .getMetaGraphs(0);
    var objects = graph.getObjectGraphDef();
    assertThat(objects.getNodes(0).getChildrenList().stream().map(ObjectReference::getLocalName))
        .containsExactly("variables", "trainable_variables", "signatures");
    assertThat(objects.getConcreteFunctionsMap().keySet())
        .containsExactly(
            "signature_serving_default", "signature_features", "signature_layers", "signature_raw");
    assertThat(
            graph.getGraphDef().getLibrary().getFunctionList().stream()
                .map(function -> function.getSignature().getName()))
        .containsExactlyElementsIn(objects.getConcreteFunctionsMap().keySet());
    var raw = objects.getConcreteFunctionsOrThrow("signature_raw");
    assertThat(
            raw.getBoundInputsList().stream()
                .map(place -> objects.getNodes(place).getVariable().getName()))
        .containsExactly("dense/bias", "dense/kernel");
    assertThat(objects.getConcreteFunctionsOrThrow("signature_features").getBoundInputsList())
        .isEmpty();
  }

  @Test
  void tensorInputsAnswerToo() {
    try (CompiledModel compiled = compile(numbers())) {
      new ServingModel(numbers(), List.of(PIXELS), compiled.weights())
          .save(folder.resolve("saved"));
      float[] pixels = {0.1f, 0.2f, 0.3f, 0.4f};
      float[] expected =
          compiled
              .predict(InMemoryDataset.of(Map.of("pixels", FloatColumn.of(pixels, 2, 2))))
              .data();
      try (LoadedModel loaded = LoadedModel.load(folder.resolve("saved").toString());
          var input =
              org.tensorflow.types.TFloat32.tensorOf(
                  org.tensorflow.ndarray.Shape.of(1, 2, 2),
                  org.tensorflow.ndarray.buffer.DataBuffers.of(pixels));
          var result =
              loaded
                  .bundle()
                  .session()
                  .run(loaded.signature(Signatures.RAW), Map.of("pixels", input))) {
        float[] served =
            LoadedModel.matrix(
                (org.tensorflow.types.TFloat32) result.get(Signatures.PROBABILITIES).orElseThrow())[
                0];
        assertThat(Arrays.toString(served)).isEqualTo(Arrays.toString(expected));
      }
    }
  }

  @Test
  void anExampleWithoutTheFeatureIsRefusedByTheModel() {
    try (CompiledModel compiled = compile(numbers())) {
      new ServingModel(numbers(), List.of(PIXELS), compiled.weights())
          .save(folder.resolve("saved"));
    }
    try (LoadedModel loaded = LoadedModel.load(folder.resolve("saved").toString())) {
      NslException failure =
          assertThrows(
              NslException.class,
              () -> loaded.probabilities(bytes(List.of(Examples.of("a").build()))));
      assertThat(failure).hasMessageThat().contains("pixels");
    }
  }

  @Test
  void aFolderWhoseNameReadsLikeAPatternHoldsAModelToo() {
    for (String name : List.of("run[1]", "run?", "[a]/*/b")) {
      Path saved = folder.resolve(name);
      try (CompiledModel compiled = compile(numbers())) {
        new ServingModel(numbers(), List.of(PIXELS), compiled.weights()).save(saved);
      }
      try (LoadedModel loaded = LoadedModel.load(saved.toString())) {
        assertThat(loaded.folder()).isEqualTo(saved.toString());
      }
      assertThat(SavedModelExport.readWeights(saved)).isNotEmpty();
    }
  }

  @Test
  void aFolderWithoutModelIsNamed() {
    NslException failure =
        assertThrows(NslException.class, () -> LoadedModel.load(folder.toString()));
    assertThat(failure).hasMessageThat().contains(folder + ": not a TensorFlow saved model");
  }

  /** Field {@code number} of a message that was parsed without its definition. */
  private static ByteString field(ByteString message, int number) throws IOException {
    return UnknownFieldSet.parseFrom(message).getField(number).getLengthDelimitedList().get(0);
  }

  @Test
  void theModelAnswersItsOwnWarmUpRequests() throws IOException {
    FeatureSpec image = FeatureSpec.image("photo", new int[] {3, 2, 3}, 255);
    BaseModel base =
        new Branched(
            List.of(PIXELS.input(), WORDS.input()),
            Map.of("pixels", List.of(new org.beamnsl.trainer.layers.Flatten())),
            List.of(),
            Map.of("output", List.of(Dense.of(3, Activation.SOFTMAX))));
    assertThat(warmUp(base, List.of(PIXELS, WORDS), "both")).isEqualTo(List.of(1, 32));
    BaseModel photos =
        Sequential.of(
            image.input(),
            new org.beamnsl.trainer.layers.Flatten(),
            Dense.of(3, Activation.SOFTMAX));
    assertThat(warmUp(photos, List.of(image), "photos")).isEqualTo(List.of(1, 32));
  }

  /** Sends a saved model the requests beside it; returns how many answers each got. */
  private List<Integer> warmUp(BaseModel base, List<FeatureSpec> specs, String name)
      throws IOException {
    Path saved = folder.resolve(name);
    try (CompiledModel compiled = compile(base)) {
      new ServingModel(base, specs, compiled.weights()).save(saved);
    }
    List<Integer> answers = new ArrayList<>();
    try (LoadedModel loaded = LoadedModel.load(saved.toString());
        TfRecordReader requests =
            TfRecordReader.open(saved.resolve("assets.extra/tf_serving_warmup_requests"))) {
      while (requests.advance()) {
        ByteString request =
            field(field(ByteString.copyFrom(requests.record()), 6), 1); // predict_log.request
        assertThat(field(field(request, 1), 3).toStringUtf8()).isEqualTo("serving_default");
        ByteString input = field(request, 2);
        assertThat(field(input, 1).toStringUtf8()).isEqualTo("examples");
        TensorProto tensor = TensorProto.parseFrom(field(input, 2));
        answers.add(
            loaded.probabilities(
                    tensor.getStringValList().stream().map(ByteString::toByteArray).toList())
                .length);
      }
    }
    return answers;
  }
}
