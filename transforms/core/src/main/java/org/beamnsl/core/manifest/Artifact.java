package org.beamnsl.core.manifest;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.beamnsl.core.storage.Storages;

/**
 * A committed output: a folder with its manifest, or a single file with the manifest beside it.
 *
 * @param path the folder or file
 * @param manifest what it holds
 */
public record Artifact(String path, Manifest manifest) {
  private static final String SPLIT = "Split-";

  /** The artifact at {@code path}, when there is one. */
  public static Optional<Artifact> at(String path) throws IOException {
    String trimmed = Storages.trimSlash(path);
    for (String manifest :
        List.of(Storages.join(trimmed, Manifest.FILE_NAME), trimmed + Manifest.SUFFIX)) {
      if (Storages.of(manifest).stat(manifest).isPresent()) {
        return Optional.of(new Artifact(trimmed, Manifest.read(manifest)));
      }
    }
    return Optional.empty();
  }

  /** The names of its splits, in order; empty when its files are not in split folders. */
  public List<String> splits() {
    return manifest.files().stream()
        .map(ManifestFile::path)
        .filter(path -> path.startsWith(SPLIT) && path.contains("/"))
        .map(path -> path.substring(SPLIT.length(), path.indexOf('/')))
        .distinct()
        .sorted()
        .toList();
  }

  /** The files of one split, in order. */
  public List<ManifestFile> files(String split) {
    return manifest.files().stream()
        .filter(file -> file.path().startsWith(splitFolder(split) + "/"))
        .toList();
  }

  /** The path to open one of its files by. */
  public String pathOf(ManifestFile file) {
    boolean single = manifest.files().size() == 1 && Storages.baseName(path).equals(file.path());
    return single ? path : Storages.join(path, file.path());
  }

  /** The folder name of a split. */
  public static String splitFolder(String split) {
    return SPLIT + split;
  }

  /** The name of shard {@code index} of {@code count}: {@code prefix-00000-of-00001suffix}. */
  public static String shardName(String prefix, int index, int count, String suffix) {
    return String.format(Locale.ROOT, "%s-%05d-of-%05d%s", prefix, index, count, suffix);
  }
}
