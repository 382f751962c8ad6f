package org.beamnsl.beam.augment;

import java.util.List;
import java.util.stream.IntStream;
import org.beamnsl.beam.io.RecordSource;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.tfrecord.TfRecordCompression;

/**
 * What is packed, and where to.
 *
 * @param examples the files of examples, grouped by role
 * @param graphs the files of edges
 * @param graphComment what lines of graphs to skip start with; empty for none
 * @param labelFeature the feature that tells roles, where sources are grouped by label
 * @param method how the work is laid out
 * @param folder the folder in which the output grows
 * @param shardPrefix the shards' names relative to the folder, without number and extension
 * @param shards into how many files records are written; 0 for one file named by the prefix alone
 * @param compression how shards are compressed
 */
public record AugmentPlan(
    List<RecordSource> examples,
    List<String> graphs,
    String graphComment,
    String labelFeature,
    Method method,
    String folder,
    String shardPrefix,
    int shards,
    TfRecordCompression compression) {
  /** Copies the lists. */
  public AugmentPlan {
    examples = List.copyOf(examples);
    graphs = List.copyOf(graphs);
  }

  /**
   * How the work is laid out.
   *
   * @param runsPerShard into how many partitions the records of one shard are divided; 0 for one
   *     table of everything
   * @param lookup whether the table finds records again in their files instead of keeping them
   */
  public record Method(int runsPerShard, boolean lookup) {
    /** One table that keeps everything in memory. */
    public static Method table() {
      return new Method(0, false);
    }

    /** One table of ids and edges that finds records again in their files. */
    public static Method lookupTable() {
      return new Method(0, true);
    }

    /** Partitions, so that no worker holds more than its share. */
    public static Method partitions(int runsPerShard) {
      return new Method(runsPerShard, false);
    }

    /** Whether one table holds everything. */
    public boolean oneTable() {
      return runsPerShard == 0;
    }
  }

  /** How many files are written, at least one. */
  int files() {
    return Math.max(1, shards);
  }

  /** Into how many partitions ids are divided. */
  int partitions() {
    return method.oneTable() ? 1 : files() * method.runsPerShard();
  }

  /** The names of all shards relative to the folder. */
  List<String> shardNames() {
    return shards == 0
        ? List.of(shardPrefix)
        : IntStream.range(0, shards)
            .mapToObj(
                shard -> Artifact.shardName(shardPrefix, shard, shards, compression.extension()))
            .toList();
  }
}
