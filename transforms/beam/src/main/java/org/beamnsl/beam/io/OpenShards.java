package org.beamnsl.beam.io;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Several shards that one worker writes together. */
public final class OpenShards implements Closeable {
  private final List<ShardWriter> writers = new ArrayList<>();

  private OpenShards() {}

  /**
   * Opens shards.
   *
   * @param folder the folder in which the artifact grows
   * @param names the shards' names relative to it
   */
  public static OpenShards create(String folder, List<String> names) throws IOException {
    OpenShards shards = new OpenShards();
    try {
      for (String name : names) {
        shards.writers.add(ShardWriter.create(folder, name));
      }
      return shards;
    } catch (IOException | RuntimeException e) {
      shards.close();
      throw e;
    }
  }

  /** How many there are. */
  public int count() {
    return writers.size();
  }

  /** Writes a part of an array as one record of a shard, which is told by its place in the list. */
  public void write(int shard, byte[] bytes, int start, int end) throws IOException {
    writers.get(shard).write(bytes, start, end);
  }

  /** The files that were written; complete once all is closed. */
  public StageReport report() {
    return StageReport.of(writers.stream().map(ShardWriter::file).toList());
  }

  /** How many records all of them hold. */
  public long records() {
    return writers.stream().mapToLong(ShardWriter::records).sum();
  }

  @Override
  public void close() throws IOException {
    for (ShardWriter writer : writers) {
      writer.close();
    }
  }
}
