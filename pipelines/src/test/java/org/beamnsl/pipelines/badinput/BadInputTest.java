package org.beamnsl.pipelines.badinput;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.beamnsl.core.command.Command;
import org.beamnsl.pipelines.augment.PackNbrsCommand;
import org.beamnsl.pipelines.buildgraph.BuildGraphCommand;
import org.beamnsl.pipelines.embed.EmbedCommand;
import org.beamnsl.pipelines.identify.IdentifyExamplesCommand;
import org.beamnsl.pipelines.testing.CommandLine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each command says of what it cannot use: one line with file and place, and a status. */
class BadInputTest {
  @TempDir Path folder;

  /**
   * A command and the flag whose file is bad.
   *
   * @param other what it needs besides, with {@code @} for the folder
   * @param rows what it must refuse in that file; null where the file holds edges
   */
  record Use(Command<?> command, String flag, List<String> other, List<BadRows> rows) {
    boolean edges() {
      return flag.equals("graph");
    }

    @Override
    public String toString() {
      return command.name() + " --" + flag;
    }
  }

  static List<Use> uses() {
    List<BadRows> withIds = joined(BadRows.noExamples(), BadRows.ids());
    List<BadRows> withVectors = joined(withIds, BadRows.vectors());
    return List.of(
        new Use(new IdentifyExamplesCommand(), "input", List.of(), BadRows.noExamples()),
        new Use(new IdentifyExamplesCommand(), "input", List.of("--idStrategy=feature"), withIds),
        new Use(
            new EmbedCommand(),
            "input",
            List.of("--embedder=feature", "--feature=embedding"),
            withVectors),
        new Use(new BuildGraphCommand(), "input", List.of(), withVectors),
        new Use(new BuildGraphCommand(), "input", List.of("--partitionRows=1"), withVectors),
        new Use(new PackNbrsCommand(), "labeled", List.of("--graph=@graph.tsv"), withIds),
        new Use(
            new PackNbrsCommand(),
            "unlabeled",
            List.of("--labeled=@good.tfr", "--graph=@graph.tsv"),
            withIds),
        new Use(new PackNbrsCommand(), "graph", List.of("--labeled=@good.tfr"), BadRows.edges()));
  }

  @BeforeEach
  void writeGoodFiles() throws IOException {
    BadRows.writeRecords(folder.resolve("good.tfr"), List.of());
    BadRows.writeLines(folder.resolve("graph.tsv"), List.of());
  }

  @ParameterizedTest
  @MethodSource("uses")
  void badRowsFailInOneLineThatNamesTheFirst(Use use) throws IOException {
    Path bad = bad(use);

    CommandLine run = run(use, "--" + use.flag + "=" + bad);

    assertWithMessage(run.err()).that(run.status()).isEqualTo(65);
    int read = use.rows.size() + (use.edges() ? 1 : 2);
    assertThat(oneLine(run)).contains(use.rows.size() + " of ");
    assertThat(read).isGreaterThan(0);
    assertThat(oneLine(run)).contains(bad + ":");
    assertThat(oneLine(run)).contains(use.rows.get(0).reason());
    assertThat(written()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("uses")
  void allowedBadRowsAreListedWithFilePlaceAndReason(Use use) throws IOException {
    Path bad = bad(use);

    CommandLine run = run(use, "--" + use.flag + "=" + bad, "--maxBadFraction=1");

    assertWithMessage(run.err()).that(run.status()).isEqualTo(0);
    List<String> listed = badRecords();
    assertThat(listed).hasSize(use.rows.size());
    long before = -1;
    for (int i = 0; i < listed.size(); i++) {
      String[] columns = listed.get(i).split("\t", 3);
      assertThat(columns[0]).isEqualTo(bad.toString());
      assertThat(Long.parseLong(columns[1])).isGreaterThan(before);
      assertThat(columns[2]).contains(use.rows.get(i).reason());
      before = Long.parseLong(columns[1]);
    }
  }

  @ParameterizedTest
  @MethodSource("uses")
  void filesThatCannotBeReadFailInOneLineThatNamesThem(Use use) throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve(use.edges() ? "graph.tsv" : "good.tfr"));

    expect(use, 66, folder.resolve("nowhere"), "nowhere: not found");
    expect(use, 65, Files.write(folder.resolve("plain.gz"), whole), "plain.gz: ");
    if (!use.edges()) {
      byte[] changed = whole.clone();
      changed[changed.length / 2] ^= 1;
      byte[] cut = Arrays.copyOf(whole, whole.length - 3);
      expect(
          use,
          65,
          Files.write(folder.resolve("changed"), changed),
          "changed: damaged record at byte");
      expect(use, 65, Files.write(folder.resolve("cut"), cut), "cut: damaged record at byte");
    }
  }

  private void expect(Use use, int status, Path file, String message) throws IOException {
    CommandLine run = run(use, "--" + use.flag + "=" + file);
    assertWithMessage(use + " " + file + ": " + run.err()).that(run.status()).isEqualTo(status);
    assertThat(oneLine(run)).contains(message);
    assertThat(written()).isEmpty();
  }

  private Path bad(Use use) throws IOException {
    Path file = folder.resolve("bad");
    return use.edges() ? BadRows.writeLines(file, use.rows) : BadRows.writeRecords(file, use.rows);
  }

  private CommandLine run(Use use, String... flags) {
    List<String> line = new ArrayList<>(List.of(flags));
    use.other.forEach(flag -> line.add(flag.replace("@", folder + "/")));
    line.add("--output=" + folder.resolve("out"));
    return CommandLine.run(use.command, line.toArray(String[]::new));
  }

  private static String oneLine(CommandLine run) {
    assertWithMessage(run.err()).that(run.err().lines().count()).isEqualTo(1);
    return run.err();
  }

  /** What lies in the folder that no test wrote. */
  private List<Path> written() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().matches("\\.?out.*")).toList();
    }
  }

  private List<String> badRecords() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().contains("badrecords/"))
          .flatMap(BadInputTest::lines)
          .toList();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<BadRows> joined(List<BadRows> first, List<BadRows> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
