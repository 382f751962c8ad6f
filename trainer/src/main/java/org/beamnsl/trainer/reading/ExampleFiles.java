package org.beamnsl.trainer.reading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.tfrecord.CorruptRecordException;
import org.beamnsl.core.tfrecord.RecordFiles;
import org.beamnsl.core.tfrecord.RecordInput;

/** The records of several files, one after the other. */
public final class ExampleFiles {
  private ExampleFiles() {}

  /**
   * The files behind a flag. An artifact that has the split {@code preferredSplit} besides others
   * is read from that split only.
   *
   * @throws NslException (66) when nothing is there
   */
  public static List<InputFile> resolve(String flag, String spec, String preferredSplit) {
    Optional<Artifact> artifact = Inputs.artifact(spec);
    if (artifact.isPresent() && artifact.get().splits().contains(preferredSplit)) {
      return Inputs.files(
          flag, Storages.join(artifact.get().path(), Artifact.splitFolder(preferredSplit)));
    }
    return Inputs.files(flag, spec);
  }

  /** The artifact that a flag names, itself or by one of its splits; none for other files. */
  public static Optional<Artifact> artifact(String spec) {
    try {
      if (spec.contains(",")) {
        return Optional.empty();
      }
      Optional<Artifact> named = Artifact.at(spec);
      return named.isPresent() ? named : Artifact.at(Storages.parent(spec));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Hands every record to {@code use}, in order, until it returns false.
   *
   * @throws NslException (65) for a damaged file, naming the byte
   */
  public static void forEach(List<InputFile> files, Predicate<ExampleRecord> use) {
    for (InputFile file : files) {
      if (!forEach(file, use)) {
        return;
      }
    }
  }

  private static boolean forEach(InputFile file, Predicate<ExampleRecord> use) {
    String path = file.path();
    long index = 0;
    try (RecordInput records = RecordFiles.open(path)) {
      while (records.advance()) {
        if (!use.test(new ExampleRecord(path, index, records.record()))) {
          return false;
        }
        index++;
      }
    } catch (CorruptRecordException e) {
      throw new NslException(ExitCode.BAD_DATA, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new NslException(ExitCode.NO_INPUT, path + ": cannot read: " + e, e);
    }
    if (file.records() >= 0 && file.records() != index) {
      throw NslException.badData(
          path + ": has " + index + " records, the manifest says " + file.records());
    }
    return true;
  }

  /** The first record of the files, if there is one. */
  public static Optional<ExampleRecord> first(List<InputFile> files) {
    ExampleRecord[] found = new ExampleRecord[1];
    forEach(
        files.stream().map(file -> new InputFile(file.path(), file.bytes(), -1)).toList(),
        record -> {
          found[0] = record;
          return false;
        });
    return Optional.ofNullable(found[0]);
  }
}
