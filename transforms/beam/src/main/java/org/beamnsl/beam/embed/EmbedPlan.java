package org.beamnsl.beam.embed;

import java.util.List;
import org.beamnsl.beam.io.RecordSource;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.tfrecord.TfRecordCompression;

/**
 * What is embedded, and where to.
 *
 * @param sources the files, grouped by the split's place in {@code splits}
 * @param splits the names of the splits
 * @param folder the folder in which the output grows
 * @param file the name of the one file to write instead of splits; empty for splits
 * @param shards into how many files each split is written; as many partitions are worked on
 * @param compression how shards are compressed
 */
public record EmbedPlan(
    List<RecordSource> sources,
    List<String> splits,
    String folder,
    String file,
    int shards,
    TfRecordCompression compression) {
  /** Copies the lists. */
  public EmbedPlan {
    sources = List.copyOf(sources);
    splits = List.copyOf(splits);
  }

  /** The names of the shards that one partition writes, by split. */
  List<String> shardNames(int partition) {
    return file.isEmpty()
        ? splits.stream()
            .map(
                split ->
                    Artifact.shardName(
                        Artifact.splitFolder(split) + "/data_tfrecord",
                        partition,
                        shards,
                        compression.extension()))
            .toList()
        : List.of(file);
  }
}
