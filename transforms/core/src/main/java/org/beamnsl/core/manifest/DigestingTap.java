package org.beamnsl.core.manifest;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts and digests the bytes of one file while they are written. Not for several threads. */
public final class DigestingTap {
  private final Sha256 digest = new Sha256();
  private long bytes;

  /** The same stream, whose bytes count. */
  public OutputStream on(OutputStream out) {
    return new TappedStream(out);
  }

  /** What the manifest says of the file; called once, after it was closed. */
  public ManifestFile manifestFile(String name, long records) {
    return new ManifestFile(name, bytes, records, digest.hex());
  }

  private final class TappedStream extends FilterOutputStream {
    private boolean closed;

    TappedStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      out.write(from, offset, length);
      digest.update(from, offset, length);
      bytes += length;
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        super.close();
      }
    }
  }
}
