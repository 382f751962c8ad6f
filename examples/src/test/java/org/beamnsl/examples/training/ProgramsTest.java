package org.beamnsl.examples.training;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs run, and wrapping a model costs at most five lines. */
class ProgramsTest {

  private static final Path SOURCES =
      Path.of("src", "main", "java", "org", "beamnsl", "examples", "training");

  @TempDir private Path directory;

  @Test
  void digitsAreLearntWithAndWithoutMovedImages() {
    var train = GeneratedData.digits(800, 1);
    var test = GeneratedData.digits(200, 2);
    Map<String, Double> plain = PlainDigits.run(train, test, directory.resolve("plain"));
    Map<String, Double> moved = AdversarialDigits.run(train, test, directory.resolve("moved"));
    assertThat(plain.get("accuracy")).isGreaterThan(0.9);
    assertThat(moved.get("accuracy")).isGreaterThan(0.9);
    assertThat(moved).containsKey("scaled_adversarial_loss");
    assertThat(Files.exists(directory.resolve("moved").resolve("saved_model.pb"))).isTrue();
  }

  @Test
  void papersAreLearntWithAndWithoutCitations() {
    var train = GeneratedData.papers(120, 1);
    var test = GeneratedData.papers(300, 2);
    Map<String, Double> plain = PlainPapers.run(train, test, directory.resolve("plain"));
    Map<String, Double> graph = GraphPapers.run(train, test, directory.resolve("graph"));
    assertThat(plain.get("accuracy")).isGreaterThan(0.3);
    assertThat(graph.get("accuracy")).isGreaterThan(0.3);
  }

  @Test
  void aLoopOfOnesOwnLowersTheLoss() {
    float[] losses =
        OwnLoop.run(new float[][] {{1, 2}, {2, 1}, {0, 1}}, new float[][] {{3}, {3}, {1}}, 20);
    assertThat(losses[19]).isLessThan(0.2f * losses[0]);
  }

  @Test
  void wrappingAModelCostsAtMostFiveLines() throws IOException {
    assertThat(differingLines("PlainDigits", "AdversarialDigits")).isAtMost(5);
    assertThat(differingLines("PlainPapers", "GraphPapers")).isAtMost(5);
    assertThat(differingLines("PlainDigits", "GraphPapers")).isGreaterThan(5);
  }

  @Test
  void theReadmeShowsTheseVeryLines() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md")).replaceAll("\\s+", " ");
    for (String program : List.of("AdversarialDigits", "GraphPapers")) {
      String shown = String.join(" ", body(program)).replaceAll("\\s+", " ");
      assertThat(readme).contains(shown);
    }
  }

  /** Lines of code, imports included, of one program that the other lacks; whichever are more. */
  private static int differingLines(String plain, String wrapped) throws IOException {
    List<String> more = code(wrapped);
    List<String> fewer = code(plain);
    code(plain).forEach(more::remove);
    code(wrapped).forEach(fewer::remove);
    return Math.max(more.size(), fewer.size());
  }

  private static List<String> code(String program) throws IOException {
    List<String> code = new ArrayList<>();
    for (String line : Files.readAllLines(SOURCES.resolve(program + ".java"))) {
      if (!line.isBlank() && !line.stripLeading().startsWith("/**")) {
        code.add(line.replace(program, "Program"));
      }
    }
    return code;
  }

  private static List<String> body(String program) throws IOException {
    List<String> lines = Files.readAllLines(SOURCES.resolve(program + ".java"));
    int start = lines.indexOf("    var base =");
    int end = lines.lastIndexOf("  }");
    return lines.subList(start, end);
  }
}
