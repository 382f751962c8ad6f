package org.beamnsl.beam.io;

import java.io.Closeable;
import java.io.IOException;
import org.beamnsl.core.manifest.DigestingTap;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.tfrecord.RecordFiles;
import org.beamnsl.core.tfrecord.RecordOutput;

/**
 * Writes one shard of records and its digest. The name is the caller's, so a repeated attempt
 * writes the same file again.
 */
public final class ShardWriter implements Closeable {
  private final String name;
  private final DigestingTap tap = new DigestingTap();
  private final RecordOutput writer;

  private ShardWriter(String path, String name) throws IOException {
    this.name = name;
    this.writer = RecordFiles.create(path, tap::on);
  }

  /**
   * Opens a shard, compressed by its extension.
   *
   * @param folder the folder in which the artifact grows
   * @param name the shard's name relative to it
   */
  public static ShardWriter create(String folder, String name) throws IOException {
    return new ShardWriter(Storages.join(folder, name), name);
  }

  /** Writes one record. */
  public void write(byte[] record) throws IOException {
    writer.write(record);
  }

  /** Writes a part of an array as one record. */
  public void write(byte[] bytes, int start, int end) throws IOException {
    writer.write(bytes, start, end - start);
  }

  /** How many records were written. */
  long records() {
    return writer.records();
  }

  /** What was written; complete once the shard is closed. */
  public ManifestFile file() {
    return tap.manifestFile(name, writer.records());
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
