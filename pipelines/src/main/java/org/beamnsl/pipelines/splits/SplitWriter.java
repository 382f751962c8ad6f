package org.beamnsl.pipelines.splits;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.DigestingTap;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.tfrecord.RecordFiles;
import org.beamnsl.core.tfrecord.RecordOutput;

/** Writes one split: records go to its shards in turn, so that the files depend on order only. */
public final class SplitWriter implements AutoCloseable {
  private static final String SUFFIX = ".gz";

  private final List<Shard> shards = new ArrayList<>();
  private long records;
  private boolean closed;

  /** Creates the files of {@code split}: {@code numShards} gzip TFRecord files. */
  public SplitWriter(ArtifactStaging staging, String split, int numShards) throws IOException {
    for (int i = 0; i < numShards; i++) {
      String name =
          Artifact.splitFolder(split)
              + "/"
              + Artifact.shardName("data_tfrecord", i, numShards, SUFFIX);
      DigestingTap tap = new DigestingTap();
      shards.add(new Shard(name, tap, RecordFiles.create(staging.path(name), tap::on)));
    }
  }

  /** Adds one serialized record. */
  public void write(byte[] record) throws IOException {
    shards.get((int) (records++ % shards.size())).writer.write(record);
  }

  /** How many records were written. */
  public long records() {
    return records;
  }

  /** Ends the files and says what they are. */
  public List<ManifestFile> finish() throws IOException {
    close();
    return shards.stream()
        .map(shard -> shard.tap.manifestFile(shard.name, shard.writer.records()))
        .toList();
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    for (Shard shard : shards) {
      shard.writer.close();
    }
  }

  private record Shard(String name, DigestingTap tap, RecordOutput writer) {}
}
