package org.beamnsl.core.manifest;

import java.util.Comparator;
import org.beamnsl.core.storage.Storages;

/**
 * One file of an artifact.
 *
 * @param path its name relative to the artifact's folder, with slashes
 * @param bytes its size
 * @param records how many records it holds; −1 where the notion does not apply
 * @param sha256 the digest of its bytes, in lower-case hex
 */
public record ManifestFile(String path, long bytes, long records, String sha256)
    implements Comparable<ManifestFile> {
  /** Checks the name: manifests come from elsewhere as well. */
  public ManifestFile {
    Storages.requireInside(path);
  }

  @Override
  public int compareTo(ManifestFile other) {
    return Comparator.comparing(ManifestFile::path).compare(this, other);
  }
}
