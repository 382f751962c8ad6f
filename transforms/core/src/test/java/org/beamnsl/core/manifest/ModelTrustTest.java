package org.beamnsl.core.manifest;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelTrustTest {
  @TempDir Path folder;

  private Path model(String prefix) throws IOException {
    Path artifact = folder.resolve("model");
    try (ArtifactStaging staging = ArtifactStaging.begin(artifact.toString(), true)) {
      List<ManifestFile> files = new ArrayList<>();
      for (String name : List.of("saved_model.pb", "variables/variables.index")) {
        Path file = Path.of(staging.path(prefix + name));
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
        files.add(new ManifestFile(prefix + name, name.length(), -1, Sha256.ofText(name)));
      }
      staging.commit(Manifest.of("train", "Model").withFiles(files));
    }
    return artifact;
  }

  private static String doubt(Path model) {
    NslException thrown =
        assertThrows(NslException.class, () -> ModelTrust.require("model", model.toString()));
    assertThat(thrown.exitCode()).isEqualTo(ExitCode.BAD_DATA);
    return String.valueOf(thrown.getMessage());
  }

  @Test
  void aModelIsTrustedThatItsManifestVouchesFor() throws IOException {
    ModelTrust.require("model", model("").toString());
    ModelTrust.require("model", model("Format-Serving/").resolve("Format-Serving").toString());
    Path seeds = model("seed-7/Format-Serving/");
    ModelTrust.require("model", seeds.resolve("seed-7/Format-Serving/").toString());
  }

  @Test
  void changedBytesAreRefused() throws IOException {
    Path model = model("");
    Files.writeString(model.resolve("saved_model.pb"), "saved_modeL.pb");
    assertThat(doubt(model)).contains("not loaded: saved_model.pb is not what the manifest says");
  }

  @Test
  void aFileThatNobodyListedIsRefused() throws IOException {
    Path model = model("Format-Serving/");
    Files.writeString(model.resolve("Format-Serving/variables/more"), "x");
    assertThat(doubt(model.resolve("Format-Serving")))
        .contains("Format-Serving/variables/more is not in the manifest");
  }

  @Test
  void aModelWithoutManifestIsRefused() throws IOException {
    Path model = Files.createDirectories(folder.resolve("bare"));
    Files.writeString(model.resolve("saved_model.pb"), "x");
    assertThat(doubt(model)).contains("no manifest vouches for it; a model is a program:");
  }
}
