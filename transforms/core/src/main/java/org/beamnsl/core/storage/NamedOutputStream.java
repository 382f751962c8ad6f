package org.beamnsl.core.storage;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;

/** Writes to a file whose name is told when that fails, which the platform's streams do not. */
final class NamedOutputStream extends FilterOutputStream {
  private final String path;

  NamedOutputStream(OutputStream out, String path) {
    super(out);
    this.path = path;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      FileSystemException named = new FileSystemException(path, null, e.getMessage());
      named.initCause(e);
      throw named;
    }
  }
}
