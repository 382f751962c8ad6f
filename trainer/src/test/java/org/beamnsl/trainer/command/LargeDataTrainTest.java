package org.beamnsl.trainer.command;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.beamnsl.core.tfrecord.TfRecordWriter;
import org.beamnsl.trainer.Main;
import org.beamnsl.trainer.testing.Examples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on examples that do not fit into the heap, in processes of their own. */
class LargeDataTrainTest {
  private static final int EXAMPLES = 6_000;
  private static final int WIDTH = 2_000;

  @TempDir Path folder;

  @BeforeEach
  void writeFortyEightMegabytes() throws IOException {
    Random random = new Random(1);
    try (TfRecordWriter writer = TfRecordWriter.create(folder.resolve("train.tfrecord"))) {
      for (int i = 0; i < EXAMPLES; i++) {
        float[] x = new float[WIDTH];
        for (int j = 0; j < WIDTH; j++) {
          x[j] = random.nextInt(100) / 100f + (j % 2 == i % 2 ? 0.1f : 0);
        }
        writer.write(
            Examples.of("e" + i).ints("label", i % 2).floats("x", x).build().toByteArray());
      }
    }
  }

  private int train(String heap, String output, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train",
                "--train=" + folder.resolve("train.tfrecord"),
                "--output=" + folder.resolve(output),
                "--feature=x",
                "--hidden=8",
                "--batch=64",
                "--progress=none"));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(output + ".log").toFile())
            .start();
    return process.waitFor();
  }

  private byte[] weights(String output) throws IOException {
    return Files.readAllBytes(
        folder.resolve(output + "/Format-Serving/variables/variables.data-00000-of-00001"));
  }

  private String log(String output) throws IOException {
    return Files.readString(folder.resolve(output + ".log"));
  }

  @Test
  void aHeapTooSmallForTheDataGivesTheSameWeightsAlsoAfterAnInterruption() throws Exception {
    assertThat(train("512m", "resident", "--steps=200")).isEqualTo(0);
    assertThat(log("resident")).doesNotContain("scratch");

    String checkpoints = "--checkpoints=" + folder.resolve("checkpoints");
    int first = train("48m", "part", "--steps=130", checkpoints, "--checkpointEvery=50");
    assertWithMessage(log("part")).that(first).isEqualTo(0);
    assertThat(log("part")).contains("examples read from a scratch file of 46 MB");
    int second = train("48m", "stored", "--steps=200", checkpoints);
    assertWithMessage(log("stored")).that(second).isEqualTo(0);
    assertThat(weights("stored")).isEqualTo(weights("resident"));
    assertThat(weights("part")).isNotEqualTo(weights("resident"));
  }

  @Test
  void withoutTheScratchFileThatHeapIsIndeedTooSmall() throws Exception {
    assertThat(train("48m", "crowded", "--steps=1", "--dataMemory=4000")).isNotEqualTo(0);
    assertThat(log("crowded")).contains("out of memory (Java heap space): the heap has");
    assertThat(Files.exists(folder.resolve("crowded"))).isFalse();
  }
}
