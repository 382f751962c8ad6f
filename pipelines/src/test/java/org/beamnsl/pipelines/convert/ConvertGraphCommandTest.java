package org.beamnsl.pipelines.convert;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.Sha256;
import org.beamnsl.core.tfrecord.TfRecordCompression;
import org.beamnsl.pipelines.augment.PackNbrsCommand;
import org.beamnsl.pipelines.inspect.InspectCommand;
import org.beamnsl.pipelines.report.ReportCommand;
import org.beamnsl.pipelines.testing.CommandLine;
import org.beamnsl.pipelines.testing.SmallExamples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConvertGraphCommandTest {
  private static final String LINES =
      "A\tB\t0.500000\tcites\nA\tC\t0.900000\n#B\tA\t0.4000001\nB\tC\t1.000000\tby\nA\tB\t2.000000\n";

  @TempDir Path folder;

  @BeforeEach
  void writeGraph() throws IOException {
    Files.writeString(folder.resolve("graph.tsv"), LINES);
  }

  @Test
  void aGraphComesBackAsItWas() throws IOException {
    CommandLine packed = convert("graph.tsv", "graph.edges");
    assertThat(packed.err()).doesNotContain("nsl ");
    assertThat(packed.out()).contains("graph.edges: 5 edges, ");
    Manifest manifest = Manifest.read(folder.resolve("graph.edges.manifest.json").toString());
    assertThat(manifest.counters()).containsExactly("edges", 5L);
    assertThat(manifest.files().get(0).sha256())
        .isEqualTo(Sha256.ofFile(folder.resolve("graph.edges").toString()));

    assertThat(convert("graph.edges", "back.tsv.gz").status()).isEqualTo(0);
    try (var in =
        TfRecordCompression.GZIP.decompress(Files.newInputStream(folder.resolve("back.tsv.gz")))) {
      assertThat(new String(in.readAllBytes(), "UTF-8")).isEqualTo(LINES);
    }
    assertThat(run("inspect", "--input=" + path("graph.edges"), "--limit=2").out())
        .endsWith("  A  B  0.500000  cites\n  A  C  0.900000\n");
  }

  @Test
  void packedEdgesArePackedAndReportedAsTheirTextIs() throws IOException {
    SmallExamples.write(
        folder.resolve("x.tfr"),
        SmallExamples.of("C", 2),
        SmallExamples.of("A", 0),
        SmallExamples.of("B", 1));
    // Two shards, one of them compressed.
    Files.writeString(folder.resolve("first.tsv"), LINES.substring(0, LINES.indexOf("B\tC")));
    Files.writeString(folder.resolve("second.tsv"), LINES.substring(LINES.indexOf("B\tC")));
    assertThat(convert("first.tsv", "s.edges-00000-of-00002").status()).isEqualTo(0);
    assertThat(convert("second.tsv", "s.edges-00001-of-00002.gz").status()).isEqualTo(0);
    for (String graph : List.of("graph.tsv", "s.edges-*-of-00002*")) {
      String end = graph.equals("graph.tsv") ? "text" : "edges";
      CommandLine pack =
          run(
              "pack-nbrs",
              "--labeled=" + path("x.tfr"),
              "--graph=" + path(graph),
              "--addUndirectedEdges=true",
              "--output=" + path("packed-" + end + ".tfr"));
      assertWithMessage(pack.err()).that(pack.status()).isEqualTo(0);
      CommandLine report =
          run("report", "--graph=" + path(graph), "--output=" + path("report-" + end));
      assertWithMessage(report.err()).that(report.status()).isEqualTo(0);
    }
    assertThat(Files.readAllBytes(folder.resolve("packed-edges.tfr")))
        .isEqualTo(Files.readAllBytes(folder.resolve("packed-text.tfr")));
    assertThat(rows("report-edges")).isNotEmpty();
    assertThat(rows("report-edges")).isEqualTo(rows("report-text"));
  }

  @Test
  void damageIsNamedWithFileAndByteByEveryReader() throws IOException {
    SmallExamples.write(folder.resolve("x.tfr"), SmallExamples.of("A", 0));
    convert("graph.tsv", "whole.edges");
    byte[] bytes = Files.readAllBytes(folder.resolve("whole.edges"));
    bytes[60] ^= 1;
    Files.write(folder.resolve("flipped.edges"), bytes);
    Files.write(folder.resolve("cut.edges"), Arrays.copyOf(bytes, 26));
    String flipped = "flipped.edges: damaged record at byte 26: its bytes fail their checksum";
    expect(65, flipped, convert("flipped.edges", "out.tsv"));
    expect(65, flipped, run("inspect", "--input=" + path("flipped.edges")));
    expect(
        65,
        flipped,
        run("report", "--graph=" + path("flipped.edges"), "--output=" + path("report")));
    expect(
        65,
        flipped,
        run(
            "pack-nbrs",
            "--labeled=" + path("x.tfr"),
            "--graph=" + path("flipped.edges"),
            "--output=" + path("packed.tfr")));
    expect(
        65,
        "cut.edges: damaged record at byte 26: the file is cut here",
        convert("cut.edges", "out.tsv"));
    assertThat(Files.exists(folder.resolve("out.tsv"))).isFalse();
    assertThat(Files.exists(folder.resolve("packed.tfr"))).isFalse();
  }

  @Test
  void commentsAreSkippedOnlyWhenAskedFor() throws IOException {
    CommandLine run =
        run(
            "convert-graph",
            "--input=" + path("graph.tsv"),
            "--output=" + path("few.tsv"),
            "--graphComments=#");
    assertThat(run.status()).isEqualTo(0);
    assertThat(Files.readString(folder.resolve("few.tsv")))
        .isEqualTo(LINES.replace("#B\tA\t0.4000001\n", ""));
  }

  @Test
  void mistakesSayWhatIsWrongAndLeaveNothing() throws IOException {
    Files.writeString(folder.resolve("bad.tsv"), "A\tB\t1\nA\tB\theavy\n");
    expect(65, "bad.tsv:2: weight 'heavy', expected", convert("bad.tsv", "x.edges"));
    expect(64, "expected a name that ends in .edges, .tsv", convert("graph.tsv", "graph.bin"));
    expect(66, "not found", convert("nowhere.tsv", "x.edges"));
    expect(73, "exists already", convert("graph.tsv", "graph.tsv"));
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()).toList())
          .containsExactly("graph.tsv", "bad.tsv");
    }
  }

  /** The numbers of a report; their names have that of the graph. */
  private List<String> rows(String report) throws IOException {
    return Files.readAllLines(folder.resolve(report).resolve("numbers.json")).stream()
        .filter(line -> line.contains("\"rows\""))
        .toList();
  }

  private static void expect(int status, String message, CommandLine run) {
    assertWithMessage(run.err()).that(run.status()).isEqualTo(status);
    assertThat(run.err()).contains(message);
  }

  private CommandLine convert(String input, String output) {
    return run("convert-graph", "--input=" + path(input), "--output=" + path(output));
  }

  private static CommandLine run(String command, String... arguments) {
    return CommandLine.run(
        switch (command) {
          case "inspect" -> new InspectCommand();
          case "report" -> new ReportCommand();
          case "pack-nbrs" -> new PackNbrsCommand();
          default -> new ConvertGraphCommand();
        },
        arguments);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }
}
