package org.beamnsl.trainer.command;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.Sha256;
import org.beamnsl.core.text.Tokenizer;
import org.beamnsl.core.text.Vocabulary;
import org.beamnsl.core.tfrecord.TfRecordReader;
import org.beamnsl.trainer.testing.Examples;
import org.beamnsl.trainer.testing.TrainerProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.Summary;

/** What a training leaves for those who serve, read and watch it. */
final class ExportedModelTest {
  private static final List<String> WORDS =
      List.of(Tokenizer.PAD, Tokenizer.START, Tokenizer.END, "good", "great", "bad", "awful");

  @TempDir Path folder;
  private TrainerProgram nsl;

  @BeforeEach
  void writeExamples() {
    nsl = new TrainerProgram(folder);
    Examples.write(folder.resolve("train.gz"), Examples.twoClasses(120, 1));
  }

  private byte[] savedModel(String model) throws IOException {
    return Files.readAllBytes(folder.resolve(model + "/Format-Serving/saved_model.pb"));
  }

  @Test
  void regularizedModelsHaveTheSignaturesAndOperationsOfTheBaseModel() throws IOException {
    assertThat(nsl.train("base")).isEqualTo(0);
    var base = SavedModel.parseFrom(savedModel("base")).getMetaGraphs(0);
    for (String kind : List.of("graph", "adversarial", "graph+adversarial")) {
      assertThat(nsl.train(kind, "--regularization=" + kind)).isEqualTo(0);
      var other = SavedModel.parseFrom(savedModel(kind)).getMetaGraphs(0);
      assertThat(other.getSignatureDefMap()).isEqualTo(base.getSignatureDefMap());
      assertThat(other.getGraphDef().getNodeList().stream().map(NodeDef::getOp).toList())
          .isEqualTo(base.getGraphDef().getNodeList().stream().map(NodeDef::getOp).toList());
      assertThat(savedModel(kind)).isEqualTo(savedModel("base"));
    }
    assertThat(base.getSignatureDefMap().keySet())
        .containsExactly("serving_default", "raw", "features", "layers");
  }

  @Test
  void theModelCardTellsWhichDataAndHowWell() throws IOException {
    assertThat(nsl.train("model", "--seeds=1,2")).isEqualTo(0);
    JsonNode card = nsl.json("model/model_card.json");
    String digest =
        Artifact.at(folder.resolve("model").toString())
            .orElseThrow()
            .manifest()
            .inputs()
            .get("train");
    assertThat(card.at("/digests/train").asText()).isEqualTo(digest);
    assertThat(card.at("/digests/train").asText()).hasLength(64);
    JsonNode runs = nsl.json("model/training.json").at("/runs");
    double mean =
        (runs.at("/0/history/2/metrics/loss").asDouble()
                + runs.at("/1/history/2/metrics/loss").asDouble())
            / 2;
    assertThat(card.at("/metrics/loss/mean").asDouble()).isWithin(1e-9).of(mean);
    assertThat(card.at("/data/examples").asInt()).isEqualTo(120);
    String text = Files.readString(folder.resolve("model/model_card.md"));
    assertThat(text).contains("| train | `" + digest + "` |");
    assertThat(text).containsMatch("\\| loss \\| 0\\.\\d{4} ± 0\\.\\d{4} \\|");
  }

  @Test
  void eventsHoldTheNumbersOfEveryEpochAndTheDistributionOfEveryWeight() throws IOException {
    assertThat(nsl.train("model", "--regularization=graph", "--tensorboard=@events")).isEqualTo(0);
    List<String> told = new ArrayList<>();
    try (var files = Files.list(folder.resolve("events/seed-42"));
        TfRecordReader records = TfRecordReader.open(files.findFirst().orElseThrow())) {
      while (records.advance()) {
        Event event = Event.parseFrom(records.record());
        for (Summary.Value value : event.getSummary().getValueList()) {
          told.add(event.getStep() + " " + value.getTag() + (value.hasHisto() ? " histogram" : ""));
        }
      }
    }
    Set<String> expected = new TreeSet<>();
    for (int step : new int[] {8, 16, 24}) {
      for (String scalar :
          List.of("loss", "sparse_categorical_crossentropy", "accuracy", "scaled_graph_loss")) {
        expected.add(step + " " + scalar);
      }
      for (String layer : List.of("hidden_0", "output")) {
        expected.add(step + " " + layer + "/kernel histogram");
        expected.add(step + " " + layer + "/bias histogram");
      }
    }
    assertThat(told).containsExactlyElementsIn(expected);
  }

  /** What {@code transform} leaves of texts that say good or bad things. */
  private void transformed() throws IOException {
    Vocabulary vocabulary = new Vocabulary(WORDS, 3);
    Tokenizer tokenizer = new Tokenizer(5);
    Random random = new Random(2);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int label = i % 2;
      String text = WORDS.get(3 + 2 * label + random.nextInt(2));
      long[] ids = tokenizer.tokens(text).stream().mapToLong(vocabulary::id).toArray();
      examples.add(Examples.of("e" + i).ints("label", label).ints("text_xf", ids).build());
    }
    Path data = folder.resolve("transformed/Split-train/data_tfrecord-00000-of-00001.gz");
    Files.createDirectories(data.getParent());
    Examples.write(data, examples);
    List<ManifestFile> files = new ArrayList<>();
    files.add(
        new ManifestFile(
            "Split-train/" + data.getFileName(),
            Files.size(data),
            60,
            Sha256.ofFile(data.toString())));
    files.add(write("vocabulary/text_xf.txt", String.join("\n", WORDS) + "\n"));
    files.add(
        write(
            "vocabulary/text_xf.json",
            "{\"maxLength\":5,\"oovBuckets\":3,\"size\":10,\"source\":\"review\",\"tokens\":7}\n"));
    Files.writeString(
        folder.resolve("transformed/manifest.json"),
        Manifest.of("transform", "Examples").withFiles(files).toJson());
  }

  private ManifestFile write(String name, String text) throws IOException {
    Path file = folder.resolve("transformed/" + name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return new ManifestFile(
        name, text.getBytes(StandardCharsets.UTF_8).length, -1, Sha256.ofText(text));
  }

  @Test
  void aModelOfTransformedTextsAnswersTextsThatNobodyTransformed() throws IOException {
    transformed();
    assertThat(
            nsl.train(
                "model",
                "--train=@transformed",
                "--feature=text_xf",
                "--model=text-average",
                "--epochs=60"))
        .isEqualTo(0);
    Examples.write(
        folder.resolve("raw.gz"),
        List.of(
            Examples.of("a").bytes("review", "Great!").build(),
            Examples.of("b").bytes("review", "AWFUL...").build(),
            Examples.of("c").bytes("review", "it is bad").build()));
    assertThat(nsl.run("predict", "--model=@model", "--input=@raw.gz", "--output=@answers"))
        .isEqualTo(0);
    List<Long> classes =
        Examples.read(folder.resolve("answers/Split-train/data_tfrecord-00000-of-00001.gz"))
            .stream()
            .map(
                answer ->
                    answer.getFeatures().getFeatureOrThrow("prediction").getInt64List().getValue(0))
            .toList();
    assertThat(classes).containsExactly(0L, 1L, 1L).inOrder();
    assertThat(nsl.json("model/model_card.json").at("/texts").toString())
        .isEqualTo("{\"text_xf\":\"review\"}");
    assertThat(Files.readString(folder.resolve("model/model_card.md")))
        .contains("In place of `text_xf` an Example may hold the text `review`");
  }

  @Test
  void aVocabularyThatCannotBeUnderstoodIsRefused() throws IOException {
    transformed();
    Files.writeString(folder.resolve("transformed/vocabulary/text_xf.txt"), "good\ngood\n");
    assertThat(
            nsl.train(
                "model",
                "--train=@transformed",
                "--feature=text_xf",
                "--model=text-average",
                "--epochs=1"))
        .isEqualTo(65);
    assertThat(nsl.messages()).contains("text_xf.txt: the token 'good' stands twice");
    assertThat(Files.exists(folder.resolve("model"))).isFalse();
  }
}
