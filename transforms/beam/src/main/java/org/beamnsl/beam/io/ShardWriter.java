package org.beamnsl.beam.io;

import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.Sha256;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.tfrecord.TfRecordCompression;
import org.beamnsl.core.tfrecord.TfRecordWriter;

/**
 * Writes one shard of records and its digest. The name is the caller's, so a repeated attempt
 * writes the same file again.
 */
public final class ShardWriter implements Closeable {
  private final String name;
  private final DigestingStream digesting;
  private final TfRecordWriter writer;

  private ShardWriter(String name, DigestingStream digesting, TfRecordWriter writer) {
    this.name = name;
    this.digesting = digesting;
    this.writer = writer;
  }

  /**
   * Opens a shard, compressed by its extension.
   *
   * @param folder the folder in which the artifact grows
   * @param name the shard's name relative to it
   */
  public static ShardWriter create(String folder, String name) throws IOException {
    String path = Storages.join(folder, name);
    DigestingStream digesting = new DigestingStream(Storages.of(path).create(path));
    return new ShardWriter(
        name, digesting, TfRecordWriter.create(digesting, TfRecordCompression.of(name)));
  }

  /** Writes one record. */
  public void write(byte[] record) throws IOException {
    writer.write(record);
  }

  /** What was written; complete once the shard is closed. */
  public ManifestFile file() {
    return new ManifestFile(name, digesting.bytes, writer.records(), digesting.sha256);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static final class DigestingStream extends FilterOutputStream {
    private final Sha256 digest = new Sha256();
    private long bytes;
    private String sha256 = "";

    DigestingStream(OutputStream out) {
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
      super.close();
      if (sha256.isEmpty()) {
        sha256 = digest.hex();
      }
    }
  }
}
