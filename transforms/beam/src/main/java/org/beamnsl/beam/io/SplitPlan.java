package org.beamnsl.beam.io;

import java.util.List;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.tfrecord.TfRecordCompression;

/**
 * Files that are turned into files, split by split.
 *
 * @param sources the files, grouped by the split's place in {@code splits}
 * @param splits the names of the splits
 * @param folder the folder in which the output grows
 * @param file the name of the one file to write instead of splits; empty for splits
 * @param shards into how many files each split is written; as many partitions are worked on
 * @param compression how shards are compressed
 */
public record SplitPlan(
    List<RecordSource> sources,
    List<String> splits,
    String folder,
    String file,
    int shards,
    TfRecordCompression compression) {
  /** Copies the lists. */
  public SplitPlan {
    sources = List.copyOf(sources);
    splits = List.copyOf(splits);
  }

  /** The names of the shards that one partition writes, by split. */
  public List<String> shardNames(int partition) {
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
