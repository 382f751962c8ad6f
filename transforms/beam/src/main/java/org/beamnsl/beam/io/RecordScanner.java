package org.beamnsl.beam.io;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.tfrecord.CorruptRecordException;
import org.beamnsl.core.tfrecord.RecordFiles;
import org.beamnsl.core.tfrecord.RecordInput;
import org.beamnsl.core.tfrecord.TfRecordCompression;

/**
 * Steps through the records of one source on a worker, wherever the file is.
 *
 * <p>Damage, a missing file, and a file that does not hold as many records as its manifest promised
 * are failures with the file's name.
 */
public final class RecordScanner implements Closeable {
  private final RecordSource source;
  private final RecordInput reader;
  private final boolean compressed;
  private long count;

  private RecordScanner(RecordSource source, RecordInput reader, boolean compressed) {
    this.source = source;
    this.reader = reader;
    this.compressed = compressed;
  }

  /** Opens a whole file. */
  public static RecordScanner open(InputFile file) throws IOException {
    return open(new RecordSource(file.path(), null, 0, 0, file.records()));
  }

  /** Opens a source. */
  public static RecordScanner open(RecordSource source) throws IOException {
    String path = source.path();
    TfRecordCompression compression = TfRecordCompression.of(path);
    try {
      RecordInput reader = RecordFiles.open(path, source.range());
      return new RecordScanner(source, reader, compression != TfRecordCompression.NONE);
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw NslException.noInput(path + ": not found");
    } catch (CorruptRecordException e) {
      throw NslException.badData(String.valueOf(e.getMessage()));
    }
  }

  /** Moves to the next record; false after the last. */
  public boolean advance() throws IOException {
    try {
      if (reader.advance()) {
        count++;
        return true;
      }
    } catch (CorruptRecordException e) {
      throw NslException.badData(String.valueOf(e.getMessage()));
    }
    if (source.records() >= 0 && source.records() != count) {
      throw NslException.badData(
          source.path() + ": holds " + count + " records, the manifest says " + source.records());
    }
    return false;
  }

  /** The current record, the caller's to keep. */
  public byte[] record() {
    return reader.record();
  }

  /** The current record's place in the order of reading over all files. */
  public long sequence() {
    return source.sequence(reader.position());
  }

  /** Where messages say that the record is: its byte, or its number in compressed files. */
  public long position() {
    return compressed ? count - 1 : reader.position();
  }

  /** How many records were read. */
  public long count() {
    return count;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
