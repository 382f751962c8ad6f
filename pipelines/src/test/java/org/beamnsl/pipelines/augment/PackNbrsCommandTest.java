package org.beamnsl.pipelines.augment;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.Sha256;
import org.beamnsl.core.tfrecord.TfRecordCompression;
import org.beamnsl.pipelines.testing.CommandLine;
import org.beamnsl.pipelines.testing.SmallExamples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Example;

class PackNbrsCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void writeInputs() throws IOException {
    SmallExamples.write(file("labeled.tfr"), SmallExamples.of("C", 2), SmallExamples.of("A", 0));
    SmallExamples.write(file("unlabeled.tfr"), SmallExamples.of("B", -1));
    Files.writeString(
        file("graph.tsv"), "A\tB\t0.5\nA\tC\t0.9\nB\tA\t0.4\nB\tC\t1.0\nA\tlost\t2\n");
  }

  @Test
  void theOriginalsSpellingPacksIntoExactlyThatFile() throws IOException {
    CommandLine run =
        run(
            "--max_nbrs=5",
            "--add_undirected_edges",
            path("labeled.tfr"),
            path("unlabeled.tfr"),
            path("graph.tsv"),
            path("out.tfr"));

    assertThat(run.err()).doesNotContain("nsl ");
    assertThat(run.status()).isEqualTo(0);
    assertThat(SmallExamples.read(file("out.tfr")).stream().map(PackNbrsCommandTest::neighbors))
        .containsExactly("A: C B", "C: B A")
        .inOrder();
    Manifest manifest = Manifest.read(path("out.tfr.manifest.json"));
    assertThat(manifest.counters()).containsEntry("danglingEdges", 1L);
    assertThat(manifest.files().get(0).sha256()).isEqualTo(Sha256.ofFile(path("out.tfr")));
  }

  @Test
  void typesOfEdgesArePackedWhereThereAreAny() throws IOException {
    Files.writeString(
        file("graph.tsv"), "A\tB\t0.5\tcites\r\nA\tC\t0.9\t\nB\tC\t1\twrites\textra\n");

    Files.write(file("bad.tsv"), new byte[] {'A', '\t', 'B', '\t', '1', '\t', (byte) 0xff, '\n'});
    expect(65, "bad.tsv:1: type is not UTF-8", with("--graph=" + path("bad.tsv")));

    assertThat(run(with("--addUndirectedEdges=true")).status()).isEqualTo(0);
    assertThat(SmallExamples.read(file("out.tfr")).stream().map(PackNbrsCommandTest::types))
        .containsExactly("C: 0=writes", "A: 1=cites");
  }

  private static String types(Example example) {
    StringBuilder types = new StringBuilder(SmallExamples.text(example, "id") + ":");
    for (int i = 0; i < 3; i++) {
      if (example.getFeatures().containsFeature("NL_nbr_" + i + "_type")) {
        types.append(" ").append(i).append("=");
        types.append(SmallExamples.text(example, "NL_nbr_" + i + "_type"));
      }
    }
    return types.toString();
  }

  @Test
  void anArtifactIsDividedByLabelAndItsOtherSplitsAreCopied() throws IOException {
    Path artifact = file("examples");
    try (ArtifactStaging staging = ArtifactStaging.begin(artifact.toString(), false)) {
      List<ManifestFile> files = new ArrayList<>();
      files.add(
          shard(staging, "Split-train/a.gz", SmallExamples.of("A", 0), SmallExamples.of("B", -1)));
      files.add(shard(staging, "Split-test/b.gz", SmallExamples.of("T", 1)));
      staging.commit(Manifest.of("test", "Examples").withFiles(files));
    }

    CommandLine run =
        run("--input=" + artifact, "--graph=" + path("graph.tsv"), "--output=" + path("packed"));

    assertThat(run.status()).isEqualTo(0);
    Path train = file("packed/Split-train/data_tfrecord-00000-of-00001");
    assertThat(SmallExamples.read(train).stream().map(PackNbrsCommandTest::neighbors))
        .containsExactly("A: B");
    assertThat(Files.readAllBytes(file("packed/Split-test/b.gz")))
        .isEqualTo(Files.readAllBytes(artifact.resolve("Split-test/b.gz")));
    assertThat(Manifest.read(path("packed/manifest.json")).files().stream().map(ManifestFile::path))
        .containsExactly("Split-test/b.gz", "Split-train/data_tfrecord-00000-of-00001");
  }

  @Test
  void aGraphInShardsPlainAndCompressedIsTheGraphInOneFile() throws IOException {
    assertThat(run(with("--addUndirectedEdges=true")).status()).isEqualTo(0);
    Files.writeString(file("g-00000-of-00003"), "B\tC\t1.0\r\nA\tlost\t2\r\n");
    gzip("g-00001-of-00003.gz", "A\tB\t0.5\n", "A\tC\t0.9\n");
    Files.writeString(file("g-00002-of-00003"), "B\tA\t0.4");

    for (String graph :
        List.of(
            path("g-*"),
            path("g-00001-of-00003.gz") + "," + path("g-00000-*") + "," + path("g-00002-*"))) {
      CommandLine run =
          run(
              with(
                  "--addUndirectedEdges=true",
                  "--graph=" + graph,
                  "--output=" + path("sharded.tfr"),
                  "--overwrite=true"));
      assertWithMessage(run.err()).that(run.status()).isEqualTo(0);
      assertThat(run.out()).contains("5 edges read, 1 dangling, 0 bad");
      assertThat(Files.readAllBytes(file("sharded.tfr")))
          .isEqualTo(Files.readAllBytes(file("out.tfr")));
    }

    byte[] whole = Files.readAllBytes(file("g-00001-of-00003.gz"));
    Files.write(file("cut.tsv.gz"), java.util.Arrays.copyOf(whole, whole.length - 3));
    expect(
        65,
        "cut.tsv.gz: after line ",
        with("--graph=" + path("cut.tsv.gz"), "--output=" + path("cut.tfr")));
    Files.writeString(file("plain.tsv.gz"), "A\tB\n");
    expect(
        65,
        "plain.tsv.gz: ",
        with("--graph=" + path("plain.tsv.gz"), "--output=" + path("cut.tfr")));
    assertThat(Files.exists(file("cut.tfr"))).isFalse();
  }

  @Test
  void zstdFilesArePackedAsPlainOnesAre() throws IOException {
    assertThat(run(with()).status()).isEqualTo(0);
    SmallExamples.write(
        file("labeled.tfr.zst"), SmallExamples.of("C", 2), SmallExamples.of("A", 0));
    try (var out =
        TfRecordCompression.ZSTD.compress(Files.newOutputStream(file("graph.tsv.zst")))) {
      Files.copy(file("graph.tsv"), out);
    }
    CommandLine run =
        run(
            with(
                "--labeled=" + path("labeled.tfr.zst"),
                "--graph=" + path("graph.tsv.zst"),
                "--output=" + path("packed"),
                "--compression=zstd"));
    assertWithMessage(run.err()).that(run.status()).isEqualTo(0);
    assertThat(SmallExamples.read(file("packed/Split-train/data_tfrecord-00000-of-00001.zst")))
        .isEqualTo(SmallExamples.read(file("out.tfr")));

    byte[] whole = Files.readAllBytes(file("labeled.tfr.zst"));
    Files.write(file("cut.tfr.zst"), java.util.Arrays.copyOf(whole, whole.length - 1));
    expect(
        65,
        "cut.tfr.zst: damaged record at byte",
        with("--labeled=" + path("cut.tfr.zst"), "--output=" + path("cut.tfr")));
  }

  @Test
  void linesAreCommentsOnlyWhenTheFlagSaysSo() throws IOException {
    SmallExamples.write(file("unlabeled.tfr"), SmallExamples.of("#B", -1));
    Files.writeString(file("graph.tsv"), "#B\tA\t1\nA\t#B\t0.5\n#B\tC\t0.7\n");

    assertThat(run(with("--seedUnlabeled=true")).status()).isEqualTo(0);
    assertThat(SmallExamples.read(file("out.tfr")).stream().map(PackNbrsCommandTest::neighbors))
        .containsExactly("A: #B", "C:", "#B: A C");

    Files.writeString(file("commented.tsv"), "# made by hand\n#B\tA\t1\nA\t#B\t0.5\n#\n");
    expect(
        65,
        "commented.tsv:1: one column, expected at least two",
        with("--graph=" + path("commented.tsv"), "--output=" + path("few.tfr")));
    CommandLine run =
        run(
            with(
                "--graph=" + path("commented.tsv"),
                "--graphComments=#",
                "--seedUnlabeled=true",
                "--output=" + path("few.tfr")));
    assertThat(run.out()).contains("1 edges read, 0 dangling, 0 bad");
    assertThat(SmallExamples.read(file("few.tfr")).stream().map(PackNbrsCommandTest::neighbors))
        .containsExactly("A: #B", "C:", "#B:");
  }

  /** Writes a file of several gzip members, as files that were joined have. */
  private void gzip(String name, String... members) throws IOException {
    try (var out = Files.newOutputStream(file(name))) {
      for (String member : members) {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try (var zipped = new java.util.zip.GZIPOutputStream(bytes)) {
          zipped.write(member.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        bytes.writeTo(out);
      }
    }
  }

  @Test
  void badRowsAreCountedAndKeptWhenTheirShareIsAllowed() throws IOException {
    Files.writeString(file("graph.tsv"), "A\tB\t0.5\n\nA\tC\tx\n");

    CommandLine run = run(with("--maxBadFraction=0.5"));

    assertThat(run.status()).isEqualTo(0);
    assertThat(Files.readString(file("out.tfr.badrecords/part-00000-of-00001")))
        .isEqualTo(
            path("graph.tsv")
                + "\t2\tthe line is empty\n"
                + path("graph.tsv")
                + "\t3\tweight 'x', expected a finite number\n");
    assertThat(Manifest.read(path("out.tfr.manifest.json")).counters())
        .containsEntry("badRecords", 2L);
  }

  @Test
  void failuresSayWhatIsWrongAndLeaveNothing() throws IOException {
    Files.writeString(file("blank.tsv"), "A\tB\t0.5\n\n");
    SmallExamples.write(file("dup.tfr"), SmallExamples.of("A", 0), SmallExamples.of("A", 0));
    SmallExamples.write(file("noid.tfr"), Example.getDefaultInstance());
    SmallExamples.write(file("empty.tfr"));
    Files.writeString(file("taken.tfr"), "mine");
    byte[] whole = Files.readAllBytes(file("labeled.tfr"));
    Files.write(file("cut.tfr"), java.util.Arrays.copyOf(whole, whole.length - 1));
    Files.write(file("plain.gz"), whole);

    expect(64, "--maxNeighbors=-1: expected 0 or more", with("--maxNeighbors=-1"));
    expect(64, "--numShards=0", with("--numShards=0"));
    expect(64, "expected a number between 0 and 1", with("--maxBadFraction=2"));
    expect(64, "give either --input or --labeled", with("--input=" + path("graph.tsv")));
    expect(64, "expected 4 arguments", "a", "b");
    expect(66, "--labeled=nope.tfr: not found", with("--labeled=nope.tfr"));
    expect(66, "--graph=nope.tsv: not found", with("--graph=nope.tsv"));
    expect(65, "blank.tsv:2: the line is empty", with("--graph=" + path("blank.tsv")));
    expect(65, "duplicate ids in one role: 'A' (labeled)", with("--labeled=" + path("dup.tfr")));
    expect(65, "noid.tfr:0: no id: it has no feature 'id'", with("--labeled=" + path("noid.tfr")));
    expect(65, "empty.tfr: no labelled examples", with("--labeled=" + path("empty.tfr")));
    expect(65, "cut.tfr: damaged record at byte", with("--labeled=" + path("cut.tfr")));
    expect(65, "plain.gz: damaged record at byte 0", with("--labeled=" + path("plain.gz")));
    expect(73, "exists already", with("--output=" + path("taken.tfr")));
    assertThat(Files.readString(file("taken.tfr"))).isEqualTo("mine");
    try (var left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()).toList())
          .containsNoneOf("out.tfr", "out.tfr.manifest.json");
    }
  }

  @Test
  void packedRecordsAreNotPackedAgain() {
    assertThat(run(with()).status()).isEqualTo(0);

    expect(
        65,
        "a seed has the feature 'NL_",
        with("--labeled=" + path("out.tfr"), "--output=" + path("again.tfr")));
  }

  private void expect(int status, String message, String... arguments) {
    CommandLine run = run(arguments);
    assertWithMessage(run.err()).that(run.status()).isEqualTo(status);
    assertThat(run.err()).contains(message);
  }

  /** Arguments that work, with some replaced or added. */
  private String[] with(String... changes) {
    Map<String, String> arguments =
        new java.util.TreeMap<>(
            Map.of(
                "--labeled", path("labeled.tfr"),
                "--unlabeled", path("unlabeled.tfr"),
                "--graph", path("graph.tsv"),
                "--output", path("out.tfr")));
    for (String change : changes) {
      int equals = change.indexOf('=');
      arguments.put(change.substring(0, equals), change.substring(equals + 1));
    }
    return arguments.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toArray(String[]::new);
  }

  private static CommandLine run(String... arguments) {
    return CommandLine.run(new PackNbrsCommand(), arguments);
  }

  private static String neighbors(Example packed) {
    StringBuilder text = new StringBuilder(SmallExamples.text(packed, "id") + ":");
    long count = packed.getFeatures().getFeatureOrThrow("NL_num_nbrs").getInt64List().getValue(0);
    for (int i = 0; i < count; i++) {
      text.append(' ').append(SmallExamples.text(packed, "NL_nbr_" + i + "_id"));
    }
    return text.toString();
  }

  private static ManifestFile shard(ArtifactStaging staging, String name, Example... examples)
      throws IOException {
    Path file = SmallExamples.write(Path.of(staging.path(name)), examples);
    return new ManifestFile(
        name, Files.size(file), examples.length, Sha256.ofFile(file.toString()));
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private String path(String name) {
    return file(name).toString();
  }
}
