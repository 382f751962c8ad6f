package org.beamnsl.pipelines.push;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.ServedModel;
import org.beamnsl.core.manifest.Sha256;
import org.beamnsl.core.storage.FileInfo;
import org.beamnsl.core.storage.Storage;
import org.beamnsl.core.storage.Storages;

/**
 * A folder with one numbered folder per served version, as TensorFlow Serving reads it: the highest
 * number is served. A version that was rolled back keeps its number under a hidden name.
 */
final class ServingFolder {
  private static final String ROLLED_BACK = ".rolled-back-";
  private static final String SERVING = "Format-Serving/";

  private final String folder;
  private final Storage storage;

  ServingFolder(String folder) {
    this.folder = Storages.trimSlash(folder);
    this.storage = Storages.of(folder);
  }

  /** A version in the folder: its number, and the digest of its model. */
  record Version(long number, String path, String model) {}

  /** The version that is served, when there is one. */
  Optional<Version> newest() throws IOException {
    return versions("").stream().max(Comparator.comparingLong(Version::number));
  }

  /** The number under which this model was rolled back, when it was. */
  Optional<Version> rolledBack(String model) throws IOException {
    return versions(ROLLED_BACK).stream().filter(each -> each.model().equals(model)).findFirst();
  }

  /**
   * Copies a model in as the next version. The folder appears in one step.
   *
   * @throws NslException (65) when the artifact holds no SavedModel
   */
  Version add(Artifact model) throws IOException {
    long next = 1;
    List<Version> all = new ArrayList<>(versions(""));
    all.addAll(versions(ROLLED_BACK));
    for (Version each : all) {
      next = Math.max(next, each.number() + 1);
    }
    List<ManifestFile> served =
        model.manifest().files().stream().filter(file -> file.path().startsWith(SERVING)).toList();
    if (served.isEmpty()) {
      throw NslException.badData("--model=" + model.path() + ": holds no " + SERVING);
    }
    String digest = model.manifest().dataDigest();
    String path = Storages.join(folder, Long.toString(next));
    try (ArtifactStaging staging = ArtifactStaging.begin(path, false)) {
      List<ManifestFile> copied = new ArrayList<>();
      for (ManifestFile file : lastToAppear(served)) {
        String name = file.path().substring(SERVING.length());
        copy(model, file, staging.path(name));
        copied.add(new ManifestFile(name, file.bytes(), file.records(), file.sha256()));
      }
      staging.commit(
          Manifest.of("push", ServedModel.TYPE)
              .withFiles(copied)
              .withInputs(Map.of(ServedModel.MODEL, digest)));
    }
    return new Version(next, path, digest);
  }

  /** The graph at the end: where files appear one by one, no server loads one without weights. */
  private static List<ManifestFile> lastToAppear(List<ManifestFile> files) {
    Comparator<ManifestFile> graphLast =
        Comparator.comparing(file -> file.path().endsWith("saved_model.pb"));
    return files.stream().sorted(graphLast.thenComparing(ManifestFile::path)).toList();
  }

  /**
   * Takes the newest version out of service.
   *
   * @return the version that is served now
   * @throws NslException (66) when there are not two versions
   */
  Version rollBack() throws IOException {
    List<Version> served =
        versions("").stream().sorted(Comparator.comparingLong(Version::number).reversed()).toList();
    if (served.size() < 2) {
      throw NslException.noInput(
          "--destination="
              + folder
              + ": rolling back needs two versions, there "
              + (served.size() == 1 ? "is one" : "is none"));
    }
    Version newest = served.get(0);
    storage.rename(newest.path(), Storages.join(folder, ROLLED_BACK + newest.number()));
    return served.get(1);
  }

  /**
   * Removes old versions. What is served and the versions before it that a rollback may need stay;
   * of a version that was rolled back only its manifest stays, so that its model is known and its
   * number is not given away again.
   *
   * @param kept how many versions stay, at least 2
   * @return the numbers that were removed, in order
   */
  List<Long> keepNewest(int kept) throws IOException {
    List<Version> served =
        versions("").stream().sorted(Comparator.comparingLong(Version::number).reversed()).toList();
    List<Long> removed = new ArrayList<>();
    for (Version old : served.subList(Math.min(kept, served.size()), served.size())) {
      // Without its manifest first: what is half removed is no model.
      storage.delete(Storages.join(old.path(), Manifest.FILE_NAME));
      storage.delete(old.path());
      removed.add(old.number());
    }
    for (Version out : versions(ROLLED_BACK)) {
      for (FileInfo entry : storage.list(out.path())) {
        if (!Storages.baseName(entry.path()).equals(Manifest.FILE_NAME)) {
          storage.delete(entry.path());
        }
      }
    }
    removed.sort(Comparator.naturalOrder());
    return removed;
  }

  private List<Version> versions(String prefix) throws IOException {
    List<Version> versions = new ArrayList<>();
    for (FileInfo entry : storage.list(folder)) {
      String name = Storages.baseName(entry.path());
      if (entry.directory() && name.startsWith(prefix)) {
        String number = name.substring(prefix.length());
        if (number.matches("\\d{1,18}")) {
          String model =
              Artifact.at(entry.path())
                  .map(each -> each.manifest().inputs().getOrDefault(ServedModel.MODEL, ""))
                  .orElse("");
          versions.add(new Version(Long.parseLong(number), entry.path(), model));
        }
      }
    }
    return versions;
  }

  /** Copies a file and sees to it that what is served is what was evaluated. */
  private static void copy(Artifact model, ManifestFile file, String to) throws IOException {
    String from = model.pathOf(file);
    Sha256 digest = new Sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Storages.of(from).open(from);
        OutputStream out = Storages.of(to).create(to)) {
      int read;
      while ((read = in.read(buffer)) > 0) {
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
      }
    }
    if (!digest.hex().equals(file.sha256())) {
      throw NslException.badData("--model=" + from + ": is not what its manifest says");
    }
  }
}
