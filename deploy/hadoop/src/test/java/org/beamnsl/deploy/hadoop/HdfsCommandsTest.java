package org.beamnsl.deploy.hadoop;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.Sha256;
import org.beamnsl.core.storage.FileInfo;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.pipelines.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every data command on a real HDFS, beside the same command on local files. */
class HdfsCommandsTest {
  private static final String WORDS = "the good bad film was dull long bright short and so on";

  @TempDir static Path temporary;
  private static MiniDFSCluster cluster;
  private static String hdfs = "";

  @BeforeAll
  static void startHdfs() throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, temporary.resolve("dfs").toString());
    cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    hdfs = "hdfs://localhost:" + cluster.getNameNodePort() + "/work/";
  }

  @AfterAll
  static void stopHdfs() {
    cluster.shutdown();
  }

  @Test
  void theWholeWayOfARecordIsTheSameByteForByte() throws IOException {
    writeReviews(temporary.resolve("reviews.csv"));
    String local = temporary.resolve("local") + "/";
    walk(local, "--io=beam");
    walk(hdfs, "--io=hadoop");

    for (String output : List.of("reviews", "identified", "transformed", "embedded", "augmented")) {
      Map<String, String> expected = digests(local + output);
      assertThat(digests(hdfs + output)).isEqualTo(expected);
      assertThat(expected).isNotEmpty();
      assertThat(Artifact.at(hdfs + output).orElseThrow().manifest().dataDigest())
          .isEqualTo(Artifact.at(local + output).orElseThrow().manifest().dataDigest());
    }
    for (String file : List.of("graph.tsv", "packed.tfrecord.gz")) {
      assertThat(Sha256.ofFile(hdfs + file)).isEqualTo(Sha256.ofFile(local + file));
    }
    // Nothing but what was asked for is left.
    assertThat(Storages.of(hdfs).list(hdfs).stream().map(FileInfo::path).map(Storages::baseName))
        .containsExactly(
            "augmented",
            "embedded",
            "graph.tsv",
            "graph.tsv.manifest.json",
            "identified",
            "packed.tfrecord.gz",
            "packed.tfrecord.gz.manifest.json",
            "reviews",
            "statistics",
            "transformed");
  }

  @Test
  void failuresNameTheFileAndLeaveNothing() throws IOException {
    String folder = hdfs + "broken/";
    try (var out = Storages.of(folder).create(folder + "cut.tfrecord")) {
      out.write(new byte[] {3, 0, 0});
    }
    String[] identify = {
      "identify-examples",
      "--io=hadoop",
      "--input=" + folder + "cut.tfrecord",
      "--output=" + folder + "out"
    };
    expect(
        65,
        "nsl identify-examples: " + folder + "cut.tfrecord: damaged record at byte 0",
        identify);
    identify[2] = "--input=" + folder + "none.tfrecord";
    expect(66, "none.tfrecord: not found", identify);
    identify[2] = "--input=" + folder + "cut.tfrecord";
    identify[3] = "--output=" + folder + "cut.tfrecord";
    expect(73, "exists already", identify);
    assertThat(Storages.of(folder).list(folder)).hasSize(1);
  }

  private static void walk(String at, String io) throws IOException {
    run(
        "ingest",
        io,
        "--input=" + temporary.resolve("reviews.csv"),
        "--format=csv",
        "--textColumn=text",
        "--labelColumn=label",
        "--output=" + at + "reviews");
    run("identify-examples", io, "--input=" + at + "reviews", "--output=" + at + "identified");
    run("statistics", io, "--input=" + at + "identified", "--output=" + at + "statistics");
    run(
        "transform",
        io,
        "--input=" + at + "identified",
        "--feature=text",
        "--maxLength=8",
        "--output=" + at + "transformed");
    run(
        "embed",
        io,
        "--input=" + at + "identified/train",
        "--embedder=text",
        "--feature=text",
        "--output=" + at + "embedded");
    run(
        "build-graph",
        io,
        "--input=" + at + "embedded",
        "--similarityThreshold=0.5",
        "--output=" + at + "graph.tsv");
    run(
        "pack-nbrs",
        io,
        "--input=" + at + "transformed",
        "--graph=" + at + "graph.tsv",
        "--maxNeighbors=3",
        "--addUndirectedEdges=true",
        "--output=" + at + "augmented");
    run(
        "pack-nbrs",
        io,
        "--labeled=" + at + "transformed/Split-train/*.gz",
        "--graph=" + at + "graph.tsv",
        "--compression=gzip",
        "--output=" + at + "packed.tfrecord.gz");
    run("verify", io, "--input=" + at + "augmented");
    assertThat(run("inspect", io, "--input=" + at + "packed.tfrecord.gz")).contains("NL_num_nbrs");
  }

  private static void writeReviews(Path file) throws IOException {
    Random random = new Random(1);
    String[] words = WORDS.split(" ");
    StringBuilder csv = new StringBuilder("text,label\n");
    for (int i = 0; i < 300; i++) {
      List<String> text = new ArrayList<>();
      for (int word = 0; word < 7; word++) {
        text.add(words[random.nextInt(words.length)]);
      }
      csv.append(String.join(" ", text)).append(i % 2 == 0 ? ",good\n" : ",bad\n");
    }
    Files.writeString(file, csv);
  }

  private static Map<String, String> digests(String artifact) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    Artifact found = Artifact.at(artifact).orElseThrow();
    for (ManifestFile file : found.manifest().files()) {
      digests.put(file.path(), Sha256.ofFile(found.pathOf(file)));
      assertThat(file.sha256()).isEqualTo(Sha256.ofFile(found.pathOf(file)));
    }
    return digests;
  }

  private static String run(String... args) {
    return expect(0, "", args);
  }

  private static String expect(int status, String message, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int ended =
        Main.program().run(List.of(args), new PrintStream(out), new PrintStream(err), Map.of());
    String said = err.toString(StandardCharsets.UTF_8);
    assertWithMessage(String.join(" ", args) + "\n" + said).that(ended).isEqualTo(status);
    assertThat(said).contains(message);
    return out.toString(StandardCharsets.UTF_8);
  }
}
