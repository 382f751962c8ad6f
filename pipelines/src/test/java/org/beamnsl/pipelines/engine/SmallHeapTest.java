package org.beamnsl.pipelines.engine;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.beamnsl.pipelines.Main;
import org.beamnsl.pipelines.testing.SmallExamples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands in processes of their own whose heap is too small for the engine in them. */
final class SmallHeapTest {
  @TempDir Path folder;

  @BeforeEach
  void writeInputs() throws IOException {
    SmallExamples.write(
        folder.resolve("examples.tfr"), SmallExamples.of("a", 1), SmallExamples.of("b", 0));
    Files.writeString(folder.resolve("graph.tsv"), "a\tb\t1\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "identify-examples --input=EXAMPLES",
        "embed --input=EXAMPLES --embedder=text --feature=text",
        "pack-nbrs --labeled=EXAMPLES --graph=GRAPH",
      })
  void oneLineSaysThatMemoryRanOut(String command) throws Exception {
    Path said = folder.resolve("said.txt");
    Process process =
        new ProcessBuilder(line(command))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();

    List<String> lines = Files.readAllLines(said);

    assertWithMessage(String.join("\n", lines)).that(process.exitValue()).isEqualTo(1);
    String last = lines.get(lines.size() - 1);
    assertThat(last).startsWith("nsl " + command.split(" ")[0] + ": out of memory (");
    assertThat(last).containsMatch("the heap has 6\\d MB; NSL_JAVA_OPTS=-Xmx<n>g gives it more");
    assertThat(String.join("\n", lines)).doesNotContain("please report it");
    assertThat(Files.exists(folder.resolve("out"))).isFalse();
  }

  @Test
  void otherFailuresAreNotTakenForIt() {
    assertThat(RewordedShortage.in(new IllegalStateException("a bug"))).isFalse();
  }

  private List<String> line(String command) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx64m", "-cp", System.getProperty("java.class.path")));
    line.add(Main.class.getName());
    for (String word : command.split(" ")) {
      line.add(
          word.replace("EXAMPLES", folder.resolve("examples.tfr").toString())
              .replace("GRAPH", folder.resolve("graph.tsv").toString()));
    }
    line.addAll(List.of("--output=" + folder.resolve("out"), "--runner=FlinkRunner"));
    line.add("--progress=none");
    return line;
  }
}
