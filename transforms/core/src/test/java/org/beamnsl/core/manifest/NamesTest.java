package org.beamnsl.core.manifest;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names from data and from foreign manifests must not lead out of the folder they belong to. */
final class NamesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x",
        "Split-../../../x",
        "/etc/passwd",
        "a/..",
        "..",
        "",
        "a\\..\\b",
        "gs://b/x"
      })
  void aNameThatLeavesItsFolderIsRefused(String name) throws IOException {
    try (ArtifactStaging staging = ArtifactStaging.begin(folder + "/out", false)) {
      assertThrows(NslException.class, () -> staging.path(name));
    }
    assertThrows(NslException.class, () -> new ManifestFile(name, 1, 1, "00"));
    Path manifest = folder.resolve("in/manifest.json");
    Files.createDirectories(manifest.getParent());
    Files.writeString(
        manifest,
        Manifest.of("train", "Model")
            .toJson()
            .replace(
                "\"files\" : [ ]",
                "\"files\" : [{\"path\": \"%s\", \"bytes\": 1, \"records\": 1, \"sha256\": \"\"}]"
                    .formatted(name.replace("\\", "\\\\"))));
    NslException thrown = assertThrows(NslException.class, () -> Artifact.at(folder + "/in"));
    assertThat(thrown.exitCode()).isEqualTo(ExitCode.BAD_DATA);
    assertThat(thrown).hasMessageThat().contains("does not stay within its folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Split-train/data-00000-of-00001.gz", "a..b", "..a/b", "Split-..x/y"})
  void otherNamesAreTaken(String name) {
    assertThat(new ManifestFile(name, 1, 1, "00").path()).isEqualTo(name);
  }

  @Test
  void anArtifactIsStillReadWithItsNames() throws IOException {
    try (ArtifactStaging staging = ArtifactStaging.begin(folder + "/out", false)) {
      staging.commit(Manifest.of("train", "Model"));
    }
    assertThat(Artifact.at(folder + "/out")).isPresent();
  }
}
