package org.beamnsl.pipelines.splits;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.DigestingTap;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;

/** A file of an artifact that is digested while it is written. Closing twice does nothing. */
public final class DigestingFile extends FilterOutputStream {
  private final String name;
  private final DigestingTap tap;

  private DigestingFile(String name, DigestingTap tap, OutputStream tapped) {
    super(tapped);
    this.name = name;
    this.tap = tap;
  }

  /** Creates a file, named relative to the artifact. */
  public static DigestingFile create(ArtifactStaging staging, String name) throws IOException {
    String path = staging.path(name);
    DigestingTap tap = new DigestingTap();
    return new DigestingFile(name, tap, tap.on(Storages.of(path).create(path)));
  }

  @Override
  public void write(byte[] chunk, int offset, int length) throws IOException {
    out.write(chunk, offset, length);
  }

  /** What the manifest says of the file; called once, after it was closed. */
  public ManifestFile manifestFile(long records) {
    return tap.manifestFile(name, records);
  }
}
