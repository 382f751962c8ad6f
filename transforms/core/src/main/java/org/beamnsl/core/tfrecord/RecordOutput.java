package org.beamnsl.core.tfrecord;

import java.io.Closeable;
import java.io.IOException;

/** Writes records to one file, to bytes that depend on the records only; whole once closed. */
public interface RecordOutput extends Closeable {
  /** Writes one record. */
  default void write(byte[] record) throws IOException {
    write(record, 0, record.length);
  }

  /** Writes a part of an array as one record. */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /** How many records were written so far. */
  long records();
}
