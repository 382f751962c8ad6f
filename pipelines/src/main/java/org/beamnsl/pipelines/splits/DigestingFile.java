package org.beamnsl.pipelines.splits;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.Sha256;
import org.beamnsl.core.storage.Storages;

/** A file of an artifact that is digested while it is written. Closing twice does nothing. */
public final class DigestingFile extends FilterOutputStream {
  private final String name;
  private final Sha256 sha = new Sha256();
  private long bytes;
  private boolean closed;

  private DigestingFile(String name, OutputStream out) {
    super(out);
    this.name = name;
  }

  /** Creates a file, named relative to the artifact. */
  public static DigestingFile create(ArtifactStaging staging, String name) throws IOException {
    String path = staging.path(name);
    return new DigestingFile(name, Storages.of(path).create(path));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] chunk, int offset, int length) throws IOException {
    out.write(chunk, offset, length);
    sha.update(chunk, offset, length);
    bytes += length;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      super.close();
    }
  }

  /** What the manifest says of the file; called once, after it was closed. */
  public ManifestFile manifestFile(long records) {
    return new ManifestFile(name, bytes, records, sha.hex());
  }
}
