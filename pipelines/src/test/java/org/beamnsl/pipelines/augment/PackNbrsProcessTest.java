package org.beamnsl.pipelines.augment;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.pipelines.Main;
import org.beamnsl.pipelines.testing.CommandLine;
import org.beamnsl.pipelines.testing.SmallExamples;
import org.beamnsl.pipelines.verify.VerifyCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Example;

/** The command as a process that ends otherwise than it should. */
class PackNbrsProcessTest {
  private static final int EXAMPLES = 6000;
  private static final int NEIGHBORS = 10;

  @TempDir Path folder;

  @BeforeEach
  void writeInputs() throws IOException {
    List<Example> examples = new ArrayList<>();
    StringBuilder graph = new StringBuilder();
    String filling = "x".repeat(2000);
    for (int i = 0; i < EXAMPLES; i++) {
      Example.Builder example = SmallExamples.of("n" + i, 1).toBuilder();
      example.getFeaturesBuilder().putFeature("text", SmallExamples.text(filling));
      examples.add(example.build());
      for (int j = 1; j <= NEIGHBORS; j++) {
        graph.append("n" + i + "\tn" + (i + j) % EXAMPLES + "\t0." + j + "\n");
      }
    }
    SmallExamples.write(folder.resolve("labeled.tfr"), examples.toArray(Example[]::new));
    Files.writeString(folder.resolve("graph.tsv"), graph);
  }

  @Test
  void aKilledRunLeavesNothingThatALaterOneTakesForWhole() throws Exception {
    Process process = new ProcessBuilder(line()).redirectErrorStream(true).start();
    process.getInputStream().close();
    while (process.isAlive() && unfinishedBytes() == 0) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    process.destroyForcibly().waitFor();
    assertWithMessage("it was killed while it wrote").that(unfinishedBytes()).isGreaterThan(0);

    assertThat(Files.exists(folder.resolve("out"))).isFalse();
    CommandLine verified = CommandLine.run(new VerifyCommand(), "--input=" + folder + "/out");
    assertThat(verified.status()).isNotEqualTo(0);

    CommandLine again = CommandLine.run(new PackNbrsCommand(), flags().toArray(String[]::new));
    assertThat(again.err()).doesNotContain("nsl ");
    assertThat(again.status()).isEqualTo(0);
    Manifest manifest = Manifest.read(folder + "/out/manifest.json");
    assertThat(manifest.counters()).containsEntry("records", (long) EXAMPLES);
    assertThat(manifest.files()).hasSize(1);
    assertThat(CommandLine.run(new VerifyCommand(), "--input=" + folder + "/out").status())
        .isEqualTo(0);
  }

  @Test
  void aFileThatMayNotGrowEndsWith73AndLeavesNothing() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
    List<String> limited = new ArrayList<>();
    // The engine unpacks itself into files of up to 40 MB; the output would have 130.
    limited.addAll(List.of("/bin/bash", "-c", "ulimit -f 60000; exec \"$@\"", "limited"));
    limited.addAll(line());
    Path said = folder.resolve("said.txt");
    Process process =
        new ProcessBuilder(limited).redirectErrorStream(true).redirectOutput(said.toFile()).start();

    int status = process.waitFor();

    assertWithMessage(Files.readString(said)).that(status).isEqualTo(73);
    assertThat(Files.readString(said)).contains("File too large");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactly("labeled.tfr", "graph.tsv", "said.txt");
    }
  }

  private List<String> flags() {
    return List.of(
        "--labeled=" + folder.resolve("labeled.tfr"),
        "--graph=" + folder.resolve("graph.tsv"),
        "--output=" + folder.resolve("out"));
  }

  private List<String> line() {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
    line.addAll(List.of(Main.class.getName(), "pack-nbrs"));
    line.addAll(flags());
    return line;
  }

  /** How much lies in a folder beside the output that is not committed yet. */
  private long unfinishedBytes() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(path -> path.toString().contains(".staging-") && path.toString().contains("data"))
          .mapToLong(PackNbrsProcessTest::size)
          .sum();
    } catch (UncheckedIOException vanished) {
      return 0;
    }
  }

  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException vanished) {
      return 0;
    }
  }
}
