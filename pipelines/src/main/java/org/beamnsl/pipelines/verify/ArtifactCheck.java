package org.beamnsl.pipelines.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.Sha256;
import org.beamnsl.core.storage.FileInfo;
import org.beamnsl.core.storage.Storages;

/** Compares the files of an artifact with its manifest, byte for byte by digest. */
final class ArtifactCheck {
  private ArtifactCheck() {}

  /** What is wrong, one line per file; empty when nothing is. */
  static List<String> faults(Artifact artifact) throws IOException {
    List<String> faults = new ArrayList<>();
    for (ManifestFile file : artifact.manifest().files()) {
      String path = artifact.pathOf(file);
      Optional<FileInfo> found = Storages.of(path).stat(path);
      if (found.isEmpty()) {
        faults.add(path + ": missing");
      } else if (found.get().bytes() != file.bytes()) {
        faults.add(
            path + ": has " + found.get().bytes() + " bytes, the manifest says " + file.bytes());
      } else if (!Sha256.ofFile(path).equals(file.sha256())) {
        faults.add(path + ": its bytes differ from the manifest's digest");
      }
    }
    return faults;
  }
}
