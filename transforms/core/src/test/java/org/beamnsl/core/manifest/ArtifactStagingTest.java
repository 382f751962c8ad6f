package org.beamnsl.core.manifest;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.storage.LocalStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArtifactStagingTest {
  @TempDir Path folder;

  private void write(String output, boolean overwrite, String text) throws IOException {
    try (ArtifactStaging staging = ArtifactStaging.begin(output, overwrite)) {
      Path file = Path.of(staging.path("Split-train/data"));
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      staging.commit(manifest("Split-train/data", text));
    }
  }

  private static Manifest manifest(String path, String text) {
    return Manifest.of("test", "Examples")
        .withFiles(List.of(new ManifestFile(path, text.length(), 1, Sha256.ofText(text))));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theOutputAppearsWithItsManifest() throws IOException {
    String output = folder.resolve("out").toString();
    write(output, false, "hello");
    assertThat(names()).containsExactly("out");
    Artifact artifact = Artifact.at(output).orElseThrow();
    assertThat(artifact.splits()).containsExactly("train");
    assertThat(Inputs.files("input", output + "/train"))
        .containsExactly(new InputFile(output + "/Split-train/data", 5, 1));
  }

  @Test
  void anExistingOutputIsKeptAndNamed() throws IOException {
    String output = folder.resolve("out").toString();
    write(output, false, "old");
    NslException failure =
        assertThrows(NslException.class, () -> ArtifactStaging.begin(output, false));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
    assertThat(failure).hasMessageThat().contains("--overwrite=true");
  }

  @Test
  void overwritingReplacesTheWholeFolder() throws IOException {
    String output = folder.resolve("out").toString();
    write(output, false, "old");
    Files.writeString(Path.of(output, "leftover"), "x");
    write(output, true, "new");
    assertThat(names()).containsExactly("out");
    assertThat(Files.exists(Path.of(output, "leftover"))).isFalse();
    assertThat(Files.readString(Path.of(output, "Split-train/data"))).isEqualTo("new");
  }

  @Test
  void withoutACommitNothingIsLeft() throws IOException {
    try (ArtifactStaging staging = ArtifactStaging.begin(folder.resolve("out").toString(), false)) {
      Files.createDirectories(Path.of(staging.folder()));
      Files.writeString(Path.of(staging.path("half")), "x");
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void aSingleFileHasItsManifestAndItsCompanionsBesideIt() throws IOException {
    String output = folder.resolve("graph.tsv").toString();
    try (ArtifactStaging staging = ArtifactStaging.begin(output, false)) {
      Files.createDirectories(Path.of(staging.path("badrecords")));
      Files.writeString(Path.of(staging.path("graph.tsv")), "a\tb\n");
      Files.writeString(Path.of(staging.path("badrecords/0")), "bad");
      staging.commitFile("graph.tsv", manifest("graph.tsv", "a\tb\n"));
    }
    assertThat(names())
        .containsExactly("graph.tsv", "graph.tsv.badrecords", "graph.tsv.manifest.json");
    assertThat(Inputs.files("graph", output)).containsExactly(new InputFile(output, 4, 1));
  }

  @Test
  void aFolderThatIsNoOutputOfOursIsNotDeletedByOverwriting() throws IOException {
    Path photos = Files.createDirectory(folder.resolve("photos"));
    Files.writeString(photos.resolve("only-copy.jpg"), "x");
    NslException failure =
        assertThrows(NslException.class, () -> ArtifactStaging.begin(photos.toString(), true));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
    assertThat(failure).hasMessageThat().contains("is a folder without a manifest");
    assertThat(Files.exists(photos.resolve("only-copy.jpg"))).isTrue();
  }

  @Test
  void whatCameIntoAnEmptyOutputMeanwhileIsKept() throws IOException {
    Path output = Files.createDirectory(folder.resolve("out"));
    try (ArtifactStaging staging = ArtifactStaging.begin(output.toString(), false)) {
      Files.createDirectories(Path.of(staging.folder()));
      write(output.toString(), false, "first");
      NslException failure =
          assertThrows(NslException.class, () -> staging.commit(Manifest.of("test", "Examples")));
      assertThat(failure).hasMessageThat().contains("exists already");
    }
    assertThat(Files.readString(output.resolve("Split-train/data"))).isEqualTo("first");
  }

  @Test
  void ofTwoRunsThatWriteOneFileTheSecondDoesNotReplaceTheFirst() throws IOException {
    String output = folder.resolve("graph.tsv").toString();
    try (ArtifactStaging first = ArtifactStaging.begin(output, false, true);
        ArtifactStaging second = ArtifactStaging.begin(output, false, true)) {
      for (ArtifactStaging staging : List.of(first, second)) {
        Path file = Path.of(staging.path("graph.tsv"));
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, staging == first ? "first" : "second");
      }
      first.commitFile("graph.tsv", manifest("graph.tsv", "first"));
      assertThrows(
          NslException.class,
          () -> second.commitFile("graph.tsv", manifest("graph.tsv", "second")));
    }
    assertThat(Files.readString(Path.of(output))).isEqualTo("first");
  }

  @Test
  void badRecordsOfAnOutputThatIsReplacedGoWithIt() throws IOException {
    String output = folder.resolve("graph.tsv").toString();
    for (String bad : List.of("badrecords/part", "")) {
      try (ArtifactStaging staging = ArtifactStaging.begin(output, true, true)) {
        for (String name : bad.isEmpty() ? List.of("graph.tsv") : List.of("graph.tsv", bad)) {
          Path file = Path.of(staging.path(name));
          Files.createDirectories(file.resolveSibling("."));
          Files.writeString(file, "x");
        }
        staging.commitFile("graph.tsv", manifest("graph.tsv", "x"));
      }
      assertThat(Files.exists(Path.of(output + ".badrecords"))).isEqualTo(!bad.isEmpty());
    }
  }

  @Test
  void anOutputThatWasRemovedMeanwhileIsWrittenAllTheSame() throws IOException {
    String output = folder.resolve("out").toString();
    write(output, false, "old");
    try (ArtifactStaging staging = ArtifactStaging.begin(output, true)) {
      Path file = Path.of(staging.path("Split-train/data"));
      Files.createDirectories(file.getParent());
      Files.writeString(file, "new");
      new LocalStorage().delete(output);
      staging.commit(manifest("Split-train/data", "new"));
    }
    assertThat(Files.readString(Path.of(output, "Split-train/data"))).isEqualTo("new");
  }
}
