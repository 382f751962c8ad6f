package org.beamnsl.trainer.command;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.Sha256;
import org.beamnsl.trainer.testing.Examples;
import org.beamnsl.trainer.testing.TrainerProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Example;

/** What is wrong with data or flags is one line that says what, where and what was expected. */
class BadTrainingInputTest {
  @TempDir Path folder;
  private TrainerProgram nsl;

  @BeforeEach
  void writeExamples() {
    nsl = new TrainerProgram(folder);
    data(Examples.twoClasses(40, 1));
  }

  private void data(List<Example> examples) {
    Examples.write(folder.resolve("train.gz"), examples);
  }

  private void data(Examples.Builder second) {
    data(
        List.of(
            Examples.of("first").floats("x", 1, 2).ints("words", 1).ints("label", 0).build(),
            second.build()));
  }

  private static Examples.Builder second() {
    return Examples.of("second");
  }

  private void refuses(int status, String message, String... flags) throws IOException {
    assertThat(nsl.train("model", flags)).isEqualTo(status);
    List<String> said = nsl.messages().lines().filter(line -> line.startsWith("nsl ")).toList();
    assertWithMessage(nsl.messages()).that(said).hasSize(1);
    assertThat(said.get(0)).contains(message);
    assertThat(nsl.messages()).doesNotContain("\tat ");
    try (var left = Files.list(folder)) {
      List<String> names = left.map(path -> path.getFileName().toString()).toList();
      assertWithMessage("nothing half-written").that(names).containsNoneOf("model", ".model");
      assertThat(names.stream().filter(name -> name.contains("staging")).toList()).isEmpty();
    }
  }

  @Test
  void labelsOutOfRange() throws IOException {
    data(second().floats("x", 1, 2).ints("label", 5));
    refuses(65, "example second of --train has label 5; --classes=3 allows 0 to 2", "--classes=3");
    data(second().floats("x", 1, 2).ints("label", -2));
    refuses(65, "record 1 has label label = -2; expected one class number from 0, or -1");
    data(second().floats("x", 1, 2).ints("label", 1, 1));
    refuses(65, "record 1 has label label with 2 values");
    data(second().floats("x", 1, 2).floats("label", 1));
    refuses(65, "record 1 has label label as floats; expected one integer");
  }

  @Test
  void featuresOfAnotherShapeOrKind() throws IOException {
    data(second().floats("x", 1, 2, 3).ints("label", 1));
    refuses(65, "record 1 has feature x with 3 values; expected 2 numbers");
    data(second().bytes("x", "12").ints("label", 1));
    refuses(65, "record 1 has feature x as bytes; expected 2 numbers");
    data(second().ints("label", 1));
    refuses(65, "record 1 has no feature x; it has id, label");
    data(second().floats("x", 1, Float.NaN).ints("label", 1));
    refuses(65, "record 1 has feature x with NaN at place 1");
    refuses(65, "has no feature y; it has id, label, words, x", "--feature=y");
    refuses(65, "has feature x as floats; this model reads integer ids", "--model=text-average");
    data(second().floats("words", 1).floats("x", 1, 2).ints("label", 1));
    refuses(
        65,
        "record 1 has feature words as floats; expected integer ids",
        "--model=text-average",
        "--feature=words");
    data(second().ints("words", -4).floats("x", 1, 2).ints("label", 1));
    refuses(
        65,
        "record 1 has feature words with id -4; ids start at 0",
        "--model=text-average",
        "--feature=words");
  }

  @Test
  void neighboursThatAreNotThere() throws IOException {
    String[] graph = {"--regularization=graph", "--neighbors=2"};
    data(second().floats("x", 1, 2).ints("label", 1));
    refuses(65, "no example has a feature NL_nbr_0_weight", graph);
    data(second().floats("x", 1, 2).ints("label", 1).floats("NL_nbr_0_weight", 1));
    refuses(65, "record 1 has no feature NL_nbr_0_x; it has NL_nbr_0_weight, id, label, x", graph);
    data(
        second()
            .floats("x", 1, 2)
            .ints("label", 1)
            .floats("NL_nbr_0_weight", 1)
            .floats("NL_nbr_0_x", 1));
    refuses(65, "record 1 has feature NL_nbr_0_x with 1 values; expected 2 numbers", graph);
    data(
        second()
            .floats("x", 1, 2)
            .ints("label", 1)
            .floats("NL_nbr_0_weight", Float.POSITIVE_INFINITY)
            .floats("NL_nbr_0_x", 1, 2));
    refuses(65, "record 1 has feature NL_nbr_0_weight with Infinity", graph);
    data(
        second()
            .floats("x", 1, 2)
            .ints("label", 1)
            .ints("NL_num_nbrs", 2)
            .floats("NL_nbr_0_weight", 1)
            .floats("NL_nbr_0_x", 1, 2));
    refuses(65, "record 1 has no feature NL_nbr_1_weight, though NL_num_nbrs = 2", graph);
  }

  @Test
  void dataThatWerePackedWithFewerNeighboursThanAreWanted() throws IOException {
    packed("1");
    refuses(
        65,
        "--neighbors=2: --train=" + folder + "/packed was packed with --maxNeighbors=1; expected",
        "--train=@packed",
        "--regularization=graph",
        "--neighbors=2");
    packed("2");
    assertThat(nsl.train("model", "--train=@packed", "--regularization=graph", "--neighbors=2"))
        .isEqualTo(0);
    assertThat(nsl.messages()).contains("no example has more than 1 packed neighbours");
  }

  /** One example with a neighbour and one without, as of 'pack-nbrs'. */
  private void packed(String maxNeighbors) throws IOException {
    Path file = folder.resolve("packed/Split-train/data_tfrecord-00000-of-00001.gz");
    Files.createDirectories(file.getParent());
    Examples.write(
        file,
        List.of(
            Examples.of("a").floats("x", 1, 2).ints("label", 0).ints("NL_num_nbrs", 0).build(),
            second()
                .floats("x", 2, 1)
                .ints("label", 1)
                .ints("NL_num_nbrs", 1)
                .floats("NL_nbr_0_weight", 1)
                .floats("NL_nbr_0_x", 1, 2)
                .build()));
    ManifestFile listed =
        new ManifestFile(
            "Split-train/" + file.getFileName(),
            Files.size(file),
            2,
            Sha256.ofFile(file.toString()));
    Files.writeString(
        folder.resolve("packed/manifest.json"),
        Manifest.of("pack-nbrs", "Examples")
            .withOptions(Map.of("maxNeighbors", maxNeighbors))
            .withFiles(List.of(listed))
            .toJson());
  }

  @Test
  void flagsOutOfRange() throws IOException {
    refuses(64, "--graphMultiplier=-1.0: expected at least 0", "--graphMultiplier=-1");
    refuses(64, "--adversarialMultiplier=-0.5: expected", "--adversarialMultiplier=-0.5");
    refuses(64, "--adversarialStep=0.0: expected a number above 0", "--adversarialStep=0");
    refuses(64, "--adversarialStep=-1.0: expected a number above 0", "--adversarialStep=-1");
    refuses(64, "--learningRate=0.0: expected a number above 0", "--learningRate=0");
    refuses(64, "--neighbors=0: expected", "--neighbors=0", "--regularization=graph");
    refuses(64, "--batch=0: expected at least 1", "--batch=0");
    refuses(64, "--gradientClip=-1.0: expected at least 0", "--gradientClip=-1");
  }

  @Test
  void changesOfMultipliersOutOfRangeAlsoWhereNoneIsUsed() throws IOException {
    refuses(64, "--multiplierWarmup=-1: expected at least 0", "--multiplierWarmup=-1");
    refuses(64, "--multiplierDecaySteps=0: expected at least 1", "--multiplierDecaySteps=0");
    refuses(64, "--multiplierDecayRate=0.0: expected a number", "--multiplierDecayRate=0");
    refuses(64, "--multiplierDecayRate=NaN: expected a number", "--multiplierDecayRate=NaN");
    refuses(
        64,
        "--multiplierDecayRate=1.5: expected at most 1 with --multiplierDecay=exponential",
        "--multiplierDecay=exponential",
        "--multiplierDecayRate=1.5");
  }

  @Test
  void unknownLayersBeforeDataAreRead() throws IOException {
    String[] flags = {"--regularization=graph", "--regularizeLayer=hidden_7", "--train=@missing"};
    refuses(64, "--regularizeLayer=hidden_7: no such layer; the model has hidden_0, output", flags);
    refuses(
        64,
        "--regularizeLayer=hidden_7: no such layer; the model has hidden_0, output, output_mood,"
            + " mood",
        append(flags, "--moreLabels=mood"));
    refuses(
        64,
        "the model has conv2d, max_pooling2d, conv2d_1, flatten, hidden_0, output",
        append(flags, "--model=cnn", "--imageShape=28,28,1", "--filters=4,8"));
    refuses(
        64,
        "the model has embedding, bidirectional, hidden_0, output",
        append(flags, "--model=text-lstm"));
    refuses(
        64,
        "the model has hidden_0, output",
        append(flags, "--regularizeLayer=output,hidden_7", "--feature=x,y"));
  }

  private static String[] append(String[] flags, String... more) {
    return Stream.concat(Arrays.stream(flags), Arrays.stream(more)).toArray(String[]::new);
  }

  @Test
  void anAdversaryThatCanMoveNothing() throws IOException {
    String message = "--feature=words: this model reads ids, which an adversary cannot move";
    for (String kind : List.of("adversarial", "graph+adversarial", "virtual-adversarial")) {
      String[] text = {"--feature=words", "--model=text-average", "--regularization=" + kind};
      refuses(64, message, text);
    }
  }

  @Test
  void emptyData() throws IOException {
    data(List.of());
    refuses(65, "train.gz: has no examples at all; cannot train");
    data(List.of(Examples.of("a").floats("x", 1, 2).build()));
    refuses(65, "none of 1 examples has a label label; cannot train");
  }

  @Test
  void aCheckpointThatDoesNotFitTheData() throws IOException {
    String[] saved = {"--checkpoints=@saved", "--checkpointEvery=1"};
    assertThat(nsl.train("done", saved)).isEqualTo(0);
    data(Examples.twoClasses(40, 2));
    refuses(65, "the checkpoint does not fit: it was made with {", saved);
    assertThat(nsl.messages()).contains("data=");
    data(Examples.twoClasses(50, 1));
    refuses(65, "examples=40", saved);
  }

  @Test
  void aCheckpointThatDoesNotFitTheModel() throws IOException {
    List<String> saved = new ArrayList<>(List.of("--checkpoints=@saved", "--checkpointEvery=1"));
    assertThat(nsl.train("done", saved.toArray(String[]::new))).isEqualTo(0);
    saved.add("--hidden=9");
    refuses(65, "hidden_0/kernel=32", saved.toArray(String[]::new));
    assertThat(nsl.messages()).contains("hidden_0/kernel=36");
  }
}
