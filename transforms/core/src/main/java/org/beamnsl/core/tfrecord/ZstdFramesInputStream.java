package org.beamnsl.core.tfrecord;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.ZipException;

/** Zstd decompression that fails as the other compressions do, for a stream of nothing, too. */
final class ZstdFramesInputStream extends FilterInputStream {
  ZstdFramesInputStream(InputStream in) throws IOException {
    super(new ZstdInputStreamNoFinalizer(notEmpty(in)));
  }

  private static InputStream notEmpty(InputStream in) throws IOException {
    PushbackInputStream compressed = new PushbackInputStream(in);
    int first = compressed.read();
    if (first < 0) {
      throw new EOFException("the zstd stream has no frame");
    }
    compressed.unread(first);
    return compressed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return super.read(bytes, offset, length);
    } catch (ZstdIOException e) {
      ZipException damaged = new ZipException("zstd: " + e.getMessage());
      damaged.initCause(e);
      throw damaged;
    }
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] skipped = new byte[(int) Math.min(count, 1 << 16)];
    return count <= 0 ? 0 : Math.max(0, read(skipped, 0, skipped.length));
  }
}
