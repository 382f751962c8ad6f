package org.beamnsl.pipelines.storage;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.Sha256;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.pipelines.Main;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every data command with nothing but an object store under it: what works here works with {@code
 * gs://}. The digests are those of a local run.
 */
final class ObjectStoreTest {
  private static final String STORE = "memory://bucket";

  @TempDir Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void emptyStore() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    MemoryFileSystem.FILES.clear();
  }

  private static String csv() {
    StringBuilder text = new StringBuilder("id,label,text\n");
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      text.append("r").append(i).append(',').append(i % 3 == 0 ? -1 : i % 2).append(',');
      for (int word = 0; word < 6; word++) {
        text.append("w").append(i % 5).append(random.nextInt(4)).append(' ');
      }
      text.append('\n');
    }
    return text.toString();
  }

  private void run(String place, String... arguments) {
    List<String> line = new ArrayList<>();
    for (String argument : arguments) {
      line.add(argument.replace("@", place + "/"));
    }
    said.reset();
    PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8);
    int status = Main.program().run(line, print, print, Map.of());
    assertWithMessage("%s: %s", line, said).that(status).isEqualTo(0);
  }

  /** Everything from the file of reviews to packed neighbours, and what looks at artifacts. */
  private void runAll(String place) throws IOException {
    String csv = place + "/in/reviews.csv";
    try (OutputStream out = Storages.of(csv).create(csv)) {
      out.write(csv().getBytes(StandardCharsets.UTF_8));
    }
    run(place, "ingest", "--input=@in/*.csv", "--format=csv", "--textColumn=text", "--output=@a");
    run(place, "identify-examples", "--input=@a", "--output=@b", "--runner=DirectRunner");
    run(place, "statistics", "--input=@b", "--output=@statistics");
    run(
        place,
        "embed",
        "--input=@b/train",
        "--output=@c",
        "--dimensions=8",
        "--runner=DirectRunner");
    String[] join = {"build-graph", "--input=@c", "--similarityThreshold=0.7"};
    run(place, join[0], join[1], join[2], "--output=@graph.tsv", "--runner=DirectRunner");
    run(
        place,
        join[0],
        join[1],
        join[2],
        "--partitionRows=20",
        "--numShards=2",
        "--output=@sharded",
        "--runner=DirectRunner");
    run(place, "transform", "--input=@b", "--maxLength=8", "--output=@d");
    run(
        place,
        "pack-nbrs",
        "--input=@d",
        "--graph=@graph.tsv",
        "--addUndirectedEdges=true",
        "--maxNeighbors=2",
        "--numShards=2",
        "--output=@e",
        "--runner=DirectRunner");
    run(place, "verify", "--input=@e");
    run(place, "inspect", "--input=@e");
  }

  private static String digest(String path) throws IOException {
    return Artifact.at(path).orElseThrow().manifest().dataDigest();
  }

  @Test
  void everyDataCommandReadsAndWritesObjects() throws IOException {
    List<String> before = here();
    runAll(STORE);
    assertWithMessage("the working folder").that(here()).isEqualTo(before);
    runAll(folder.toString());
    for (String output : List.of("a", "b", "statistics", "c", "graph.tsv", "sharded", "d", "e")) {
      assertWithMessage(output)
          .that(digest(STORE + "/" + output))
          .isEqualTo(digest(folder + "/" + output));
    }
    List<String> leftOver =
        MemoryFileSystem.FILES.keySet().stream()
            .filter(name -> name.contains(".staging-") || name.contains("/scratch"))
            .toList();
    assertThat(leftOver).isEmpty();
    assertThat(Artifact.at(STORE + "/e").orElseThrow().manifest().files().size()).isAtLeast(2);
  }

  private static List<String> here() throws IOException {
    try (var entries = Files.list(Path.of("."))) {
      return entries.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void anOutputThatIsBeingReplacedIsNoResultUntilTheCommit() throws IOException {
    String output = STORE + "/replaced";
    for (String text : List.of("old", "new")) {
      try (ArtifactStaging staging = ArtifactStaging.begin(output, true)) {
        String path = staging.path("Split-train/data");
        assertThat(Artifact.at(output)).isEqualTo(Optional.empty());
        Storages.write(path, text.getBytes(StandardCharsets.UTF_8));
        ManifestFile file = new ManifestFile("Split-train/data", 3, 1, Sha256.ofText(text));
        staging.commit(Manifest.of("test", "Text").withFiles(List.of(file)));
      }
    }
    assertThat(Artifact.at(output).orElseThrow().manifest().files().get(0).sha256())
        .isEqualTo(Sha256.ofText("new"));
  }
}
