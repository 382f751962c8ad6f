package org.beamnsl.core.tfrecord;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.UnaryOperator;

/**
 * Another reader and writer of record files, for the paths that it handles; found with the service
 * loader. It writes the same bytes and finds the same damage as {@link TfRecordReader} and {@link
 * TfRecordWriter} do. Implementations are stateless and safe for use by several threads.
 */
public interface RecordFormat {
  /** The name by which a command line asks for it. */
  String name();

  /** Whether it serves {@code path}; decided by its scheme. */
  boolean handles(String path);

  /**
   * Opens a whole file, decompressing by its extension.
   *
   * @throws java.nio.file.NoSuchFileException when there is none
   */
  RecordInput open(String path) throws IOException;

  /**
   * Creates or replaces a file, compressing by its extension.
   *
   * @param tap wraps the stream that takes the bytes of the file, as it will be stored
   */
  RecordOutput create(String path, UnaryOperator<OutputStream> tap) throws IOException;
}
