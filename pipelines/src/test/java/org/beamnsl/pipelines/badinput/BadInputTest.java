package org.beamnsl.pipelines.badinput;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.beamnsl.core.command.Command;
import org.beamnsl.pipelines.augment.PackNbrsCommand;
import org.beamnsl.pipelines.buildgraph.BuildGraphCommand;
import org.beamnsl.pipelines.embed.EmbedCommand;
import org.beamnsl.pipelines.identify.IdentifyExamplesCommand;
import org.beamnsl.pipelines.ingest.IngestCommand;
import org.beamnsl.pipelines.testing.CommandLine;
import org.beamnsl.pipelines.transform.TransformCommand;
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
   * @param file what the flag names
   * @param other what the command needs besides, with {@code @} for the folder
   * @param rows what it must refuse in that file
   */
  record Use(
      Command<?> command, String flag, BadFile file, List<String> other, List<BadRows> rows) {
    @Override
    public String toString() {
      return command.name() + " --" + flag + " (" + file + ")";
    }
  }

  static Stream<Use> uses() {
    List<BadRows> withIds = joined(BadRows.noExamples(), BadRows.ids());
    List<BadRows> withVectors = joined(withIds, BadRows.vectors());
    IdentifyExamplesCommand identify = new IdentifyExamplesCommand();
    PackNbrsCommand pack = new PackNbrsCommand();
    List<String> embedding = List.of("--embedder=feature", "--feature=embedding");
    List<String> labeled = List.of("--labeled=@good.tfr");
    List<String> graph = List.of("--graph=@graph.tsv");
    Stream<Use> beam =
        Stream.of(
            use(identify, "input", List.of(), BadRows.noExamples()),
            use(identify, "input", List.of("--idStrategy=feature"), withIds),
            use(new EmbedCommand(), "input", embedding, withVectors),
            use(new BuildGraphCommand(), "input", List.of(), withVectors),
            use(new BuildGraphCommand(), "input", List.of("--partitionRows=1"), withVectors),
            use(pack, "labeled", graph, withIds),
            use(pack, "unlabeled", joined(labeled, graph), withIds),
            new Use(pack, "graph", BadFile.EDGES, labeled, BadRows.edges()));
    return Stream.concat(beam, usesBeforeIds());
  }

  /** Commands that take examples without ids, but none whose id no later command could use. */
  private static Stream<Use> usesBeforeIds() {
    List<BadRows> rows = joined(BadRows.noExamples(), BadRows.unusableIds());
    IngestCommand ingest = new IngestCommand();
    List<String> table = List.of("--format=csv", "--types=vector=float");
    List<String> objects = List.of("--format=jsonl");
    return Stream.of(
        use(ingest, "input", List.of("--format=tfrecord"), rows),
        new Use(ingest, "input", BadFile.TABLE, table, BadRows.table()),
        new Use(ingest, "input", BadFile.OBJECTS, objects, BadRows.objects()),
        new Use(
            new TransformCommand(),
            "input",
            BadFile.ARTIFACT,
            List.of(),
            joined(rows, BadRows.texts())));
  }

  private static Use use(Command<?> command, String flag, List<String> other, List<BadRows> rows) {
    return new Use(command, flag, BadFile.RECORDS, other, rows);
  }

  @BeforeEach
  void writeGoodFiles() throws IOException {
    BadFile.RECORDS.write(folder.resolve("good.tfr"), List.of());
    BadFile.EDGES.write(folder.resolve("graph.tsv"), List.of());
  }

  @ParameterizedTest
  @MethodSource("uses")
  void badRowsFailInOneLineThatNamesTheFirst(Use use) throws IOException {
    Path bad = use.file.write(folder.resolve("bad"), use.rows);

    CommandLine run = run(use, folder.resolve("bad"));

    assertWithMessage(run.err()).that(run.status()).isEqualTo(65);
    assertThat(oneLine(run)).contains(use.rows.size() + " of ");
    assertThat(oneLine(run)).contains(bad + ":");
    assertThat(oneLine(run)).contains(use.rows.get(0).reason());
    assertThat(written()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("uses")
  void allowedBadRowsAreListedWithFilePlaceAndReason(Use use) throws IOException {
    Path bad = use.file.write(folder.resolve("bad"), use.rows);

    CommandLine run = run(use, folder.resolve("bad"), "--maxBadFraction=1");

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
    expect(use, 66, folder.resolve("nowhere"), use.file.missing());
    for (BadFile.Damage damage : use.file.damages) {
      Path place = folder.resolve(damage.place);
      Path file = use.file.writeDamaged(place, damage);
      expect(use, 65, place, damage.message);
      expect(use, 65, place, file.toString());
    }
  }

  private void expect(Use use, int status, Path place, String message) throws IOException {
    CommandLine run = run(use, place);
    assertWithMessage(use + " " + place + ": " + run.err()).that(run.status()).isEqualTo(status);
    assertThat(oneLine(run)).contains(message);
    assertThat(written()).isEmpty();
  }

  private CommandLine run(Use use, Path place, String... flags) {
    List<String> line = new ArrayList<>(List.of(flags));
    use.other.forEach(flag -> line.add(flag.replace("@", folder + "/")));
    line.add("--" + use.flag + "=" + place);
    line.add("--output=" + folder.resolve("out"));
    line.add("--progress=none");
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

  private static <T> List<T> joined(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
