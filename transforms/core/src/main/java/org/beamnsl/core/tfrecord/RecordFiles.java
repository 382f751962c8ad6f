package org.beamnsl.core.tfrecord;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import org.beamnsl.core.storage.Storage;
import org.beamnsl.core.storage.Storages;
import org.jspecify.annotations.Nullable;

/**
 * Opens and creates record files by path, on every storage: by the {@link RecordFormat} that
 * handles the path if there is one, else as a stream of bytes of the path's {@link Storage}.
 */
public final class RecordFiles {
  private static final List<RecordFormat> FORMATS =
      ServiceLoader.load(RecordFormat.class, RecordFiles.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private RecordFiles() {}

  /** Whether a format of this name is on the class path. */
  public static boolean knows(String format) {
    return FORMATS.stream().anyMatch(known -> known.name().equals(format));
  }

  /** Opens a whole file. */
  public static RecordInput open(String path) throws IOException {
    return open(path, null);
  }

  /**
   * Opens a file, or a part of one.
   *
   * @param range the part, of a file that is {@link #splittable}; null for the whole
   * @throws java.nio.file.NoSuchFileException when there is no such file
   */
  public static RecordInput open(String path, @Nullable RecordRange range) throws IOException {
    Optional<RecordFormat> format = format(path);
    if (format.isPresent()) {
      if (range != null) {
        throw new IllegalArgumentException(path + " cannot be read in ranges");
      }
      return format.get().open(path);
    }
    Storage storage = Storages.of(path);
    return range == null
        ? TfRecordReader.open(storage.open(path), path)
        : RecordRanges.open(storage.openSeekable(path), path, range);
  }

  /** Whether a file can be read in ranges: plain ones, by streams of bytes. */
  public static boolean splittable(String path) {
    return TfRecordCompression.of(path) == TfRecordCompression.NONE && format(path).isEmpty();
  }

  /**
   * Creates or replaces a file, compressed by its extension.
   *
   * @param tap wraps the stream that takes the bytes of the file, as it will be stored: for digests
   */
  public static RecordOutput create(String path, UnaryOperator<OutputStream> tap)
      throws IOException {
    Optional<RecordFormat> format = format(path);
    return format.isPresent()
        ? format.get().create(path, tap)
        : TfRecordWriter.create(
            tap.apply(Storages.of(path).create(path)), TfRecordCompression.of(path));
  }

  private static Optional<RecordFormat> format(String path) {
    return FORMATS.stream().filter(format -> format.handles(path)).findFirst();
  }
}
