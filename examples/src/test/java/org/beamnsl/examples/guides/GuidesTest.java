package org.beamnsl.examples.guides;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every command of every guide, in order, on data that {@link GuideData} makes. */
final class GuidesTest {
  private static final Path GUIDES = Path.of("..", "docs", "guides");
  private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  static Stream<Path> guides() throws IOException {
    try (Stream<Path> files = Files.list(GUIDES)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
    }
  }

  private static List<String> blocks(Path guide, String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(guide));
    while (block.find()) {
      if (block.group(1).equals(language)) {
        blocks.add(block.group(2));
      }
    }
    return blocks;
  }

  private static List<String> commandLines(Path guide) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String block : blocks(guide, "sh")) {
      String joined = block.replaceAll("\\\\\\n\\s*", "");
      joined.lines().filter(line -> line.startsWith("./nsl ")).forEach(lines::add);
    }
    return lines;
  }

  @ParameterizedTest
  @MethodSource("guides")
  void everyCommandOfTheGuideRuns(Path guide) throws IOException {
    GuideData.write(folder);
    CommandsInFolder nsl = new CommandsInFolder(folder);
    for (String line : commandLines(guide)) {
      int status = nsl.run(line.substring("./nsl ".length()));
      assertWithMessage(line + "\n" + nsl.messages()).that(status).isEqualTo(0);
    }
  }

  @Test
  void everyTaskHasAGuide() throws IOException {
    assertThat(guides().map(guide -> guide.getFileName().toString()).toList())
        .containsAtLeast(
            "few-labels.md",
            "graph-from-embeddings.md",
            "graph-you-have.md",
            "own-embeddings.md",
            "own-model.md",
            "robust.md",
            "transforms-in-my-pipeline.md");
  }

  @Test
  void codeInGuidesStandsInTheExamples() throws IOException {
    StringBuilder sources = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        sources.append(Files.readString(file));
      }
    }
    String code = sources.toString().replaceAll("\\s+", " ");
    for (Path guide : guides().toList()) {
      for (String block : blocks(guide, "java")) {
        assertWithMessage(guide.toString())
            .that(code)
            .contains(block.replaceAll("\\s+", " ").strip());
      }
    }
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    Pattern link = Pattern.compile("]\\(([^)#:]+)\\)");
    List<Path> pages = new ArrayList<>(guides().toList());
    pages.add(Path.of("..", "docs", "coming-from-neural-structured-learning.md"));
    pages.add(Path.of("..", "README.md"));
    for (Path page : pages) {
      Matcher links = link.matcher(Files.readString(page));
      while (links.find()) {
        Path target = page.resolveSibling(links.group(1)).normalize();
        assertWithMessage(page + " → " + links.group(1)).that(Files.exists(target)).isTrue();
      }
    }
  }
}
