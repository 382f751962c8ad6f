package org.beamnsl.trainer.command;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassNamesTest {
  private static final List<String> NAMES = List.of("healthy", "rust");

  @TempDir Path folder;

  @BeforeEach
  void writeArtifact() throws IOException {
    try (ArtifactStaging staging =
        ArtifactStaging.begin(folder.resolve("photos").toString(), false)) {
      staging.commit(
          Manifest.of("ingest", "Examples")
              .withFiles(
                  List.of(
                      file(staging, "labels.txt", "healthy\nrust\n"),
                      file(staging, "Split-test/data", ""))));
    }
  }

  private static ManifestFile file(ArtifactStaging staging, String name, String text)
      throws IOException {
    Path path = Path.of(staging.path(name));
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    return new ManifestFile(name, Files.size(path), -1, Sha256.ofFile(path.toString()));
  }

  private ClassNames of(String examples) {
    return ClassNames.of(null, folder.resolve(examples).toString());
  }

  @Test
  void areThoseOfTheArtifactHoweverItsSplitIsNamed() {
    assertThat(of("photos").names()).isEqualTo(NAMES);
    assertThat(of("photos/test").names()).isEqualTo(NAMES);
    assertThat(of("photos/Split-test").names()).isEqualTo(NAMES);
  }

  @Test
  void aFileWithoutAnArtifactHasNumbersForNames() throws IOException {
    Files.writeString(folder.resolve("plain"), "");
    assertThat(of("plain").of(1)).isEqualTo("1");
  }

  @Test
  void aFileOfNamesComesFirst() throws IOException {
    Path file = Files.writeString(folder.resolve("names"), "a\nb\n");
    assertThat(ClassNames.of(file.toString(), folder.resolve("photos").toString()).of(1))
        .isEqualTo("b");
  }
}
