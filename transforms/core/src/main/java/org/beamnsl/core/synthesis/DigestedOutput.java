package org.beamnsl.core.synthesis;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.Sha256;

/** Digests what is written while it is written. */
final class DigestedOutput extends FilterOutputStream {
  private final Sha256 digest = new Sha256();
  private long bytes;

  DigestedOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    digest.update(from, offset, length);
    bytes += length;
    out.write(from, offset, length);
  }

  /** What was written, as a manifest lists it; call once, at the end. */
  ManifestFile file(String name, long records) {
    return new ManifestFile(name, bytes, records, digest.hex());
  }
}
