package org.beamnsl.trainer.command;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.beamnsl.trainer.testing.Examples;
import org.beamnsl.trainer.testing.TrainerProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Example;

/** Training on vectors of mostly zeros, such as counts of words. */
class MostlyZerosTest {
  private static final int WIDTH = 64;

  @TempDir Path folder;
  private TrainerProgram nsl;

  @BeforeEach
  void writeExamples() {
    nsl = new TrainerProgram(folder);
    Random random = new Random(5);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      examples.add(
          Examples.of("e" + i)
              .ints("label", i % 2)
              .ints("x", counts(i % 2, random))
              .ints("NL_num_nbrs", 1)
              .floats("NL_nbr_0_weight", 1)
              .ints("NL_nbr_0_x", counts(i % 2, random))
              .build());
    }
    Examples.write(folder.resolve("train.gz"), examples);
  }

  /** Three of 64 numbers are 1, in the half that belongs to the label. */
  private static long[] counts(int label, Random random) {
    long[] counts = new long[WIDTH];
    for (int i = 0; i < 3; i++) {
      counts[label * WIDTH / 2 + random.nextInt(WIDTH / 2)] = 1;
    }
    return counts;
  }

  private byte[] weights(String model) throws IOException {
    return Files.readAllBytes(
        folder.resolve(model + "/Format-Serving/variables/variables.data-00000-of-00001"));
  }

  @Test
  void theScratchFileGivesTheSameBitsAsMemory() throws IOException {
    String[] graph = {"--regularization=graph", "--neighbors=1", "--epochs=10"};
    assertThat(nsl.train("memory", graph)).isEqualTo(0);
    assertThat(
            nsl.train(
                "scratch",
                "--regularization=graph",
                "--neighbors=1",
                "--epochs=10",
                "--dataMemory=0"))
        .isEqualTo(0);
    assertThat(nsl.printed()).contains("scratch file");
    assertThat(weights("scratch")).isEqualTo(weights("memory"));
  }

  @Test
  void theSavedModelReadsTheWholeVector() throws IOException {
    assertThat(nsl.train("model", "--epochs=30")).isEqualTo(0);
    assertThat(
            nsl.run("evaluate", "--models=@model", "--examples=@train.gz", "--output=@evaluation"))
        .isEqualTo(0);
    assertThat(
            nsl.json("evaluation/evaluation.json").at("/models/0/metrics/accuracy/mean").asDouble())
        .isGreaterThan(0.9);
  }

  @Test
  void anAttackedTrainingMovesTheZerosToo() throws IOException {
    assertThat(nsl.train("model", "--regularization=adversarial", "--adversarialStep=0.5"))
        .isEqualTo(0);
    assertThat(
            nsl.json("model/training.json")
                .at("/runs/0/history/0/metrics/scaled_adversarial_loss")
                .asDouble())
        .isGreaterThan(0);
  }
}
