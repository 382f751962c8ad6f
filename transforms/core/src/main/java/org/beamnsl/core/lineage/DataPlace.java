package org.beamnsl.core.lineage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.ServedModel;
import org.beamnsl.core.storage.Storages;

/**
 * Data that runs read or write, under a name that stays the same from run to run: an artifact
 * without its execution id or its number among served models, which are its version.
 *
 * @param path the folder or file
 * @param version the digest of the data; empty when no manifest tells it
 * @param records how many records, −1 when not known
 * @param bytes how many bytes, −1 when not known
 * @param files how many files, −1 when not known
 */
public record DataPlace(String path, String version, long records, long bytes, long files) {
  private static final String EXECUTION_ID = "[0-9a-f]{16}";

  /** What lies at {@code path} now: an artifact, a split of one, or anything else. */
  public static DataPlace at(String path) throws IOException {
    String folder = withoutPattern(path);
    Optional<Artifact> whole = Artifact.at(folder);
    if (whole.isPresent()) {
      return of(whole.get());
    }
    Optional<Artifact> parent = Artifact.at(Storages.parent(folder));
    String split = Storages.baseName(folder).replaceFirst("^Split-", "");
    return parent.isPresent() && parent.get().splits().contains(split)
        ? partOf(parent.get())
        : named(folder);
  }

  /** A place of which nothing more is known. */
  public static DataPlace named(String path) {
    return new DataPlace(lasting(withoutPattern(path), false), "", -1, -1, -1);
  }

  /** The same place with what a mask leaves of its path. */
  DataPlace masked(UnaryOperator<String> mask) {
    return new DataPlace(mask.apply(path), version, records, bytes, files);
  }

  private static DataPlace of(Artifact artifact) {
    List<ManifestFile> files = artifact.manifest().files();
    return new DataPlace(
        name(artifact),
        artifact.manifest().dataDigest(),
        artifact.manifest().counters().getOrDefault("records", -1L),
        files.stream().mapToLong(ManifestFile::bytes).sum(),
        files.size());
  }

  /** A part has the name and version of the whole, whose numbers are not its own. */
  private static DataPlace partOf(Artifact artifact) {
    return new DataPlace(name(artifact), artifact.manifest().dataDigest(), -1, -1, -1);
  }

  private static String name(Artifact artifact) {
    return lasting(artifact.path(), artifact.manifest().type().equals(ServedModel.TYPE));
  }

  private static String lasting(String path, boolean served) {
    return served || Storages.baseName(path).matches(EXECUTION_ID) ? Storages.parent(path) : path;
  }

  /** The path, or the folder above the first part of it that is a pattern. */
  private static String withoutPattern(String path) {
    String trimmed = Storages.trimSlash(path);
    while (trimmed.matches(".*[*?\\[{].*") && trimmed.contains("/")) {
      trimmed = Storages.parent(trimmed);
    }
    return trimmed;
  }
}
