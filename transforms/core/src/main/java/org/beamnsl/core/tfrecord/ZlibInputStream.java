package org.beamnsl.core.tfrecord;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Zlib decompression that takes a stream to be whole only when it is.
 *
 * <p>The platform's stream passes over bytes behind the end, and takes one that asks for a
 * dictionary to be empty.
 */
final class ZlibInputStream extends InflaterInputStream {
  ZlibInputStream(InputStream in, int bufferBytes) {
    super(in, new Inflater(), bufferBytes);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    if (count < 0) {
      checkEnd();
    }
    return count;
  }

  private void checkEnd() throws IOException {
    if (inf.needsDictionary()) {
      throw new ZipException("the zlib stream asks for a dictionary");
    }
    if (!inf.finished()) {
      throw new EOFException("the zlib stream ends in the middle");
    }
    if (inf.getRemaining() > 0 || in.read() >= 0) {
      throw new ZipException("there are bytes behind the end of the zlib stream");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      inf.end();
    }
  }
}
