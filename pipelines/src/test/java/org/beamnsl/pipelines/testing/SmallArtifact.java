package org.beamnsl.pipelines.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.Sha256;

/** Writes artifacts from texts. */
public final class SmallArtifact {
  private SmallArtifact() {}

  /** Commits an artifact with these files, texts by name. */
  public static Artifact write(Path folder, String type, Map<String, String> texts)
      throws IOException {
    try (ArtifactStaging staging = ArtifactStaging.begin(folder.toString(), true)) {
      List<ManifestFile> files = new ArrayList<>();
      for (Map.Entry<String, String> text : texts.entrySet()) {
        Path file = Path.of(staging.path(text.getKey()));
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text.getValue());
        files.add(
            new ManifestFile(text.getKey(), Files.size(file), -1, Sha256.ofFile(file.toString())));
      }
      return staging.commit(Manifest.of("test", type).withFiles(files));
    }
  }
}
