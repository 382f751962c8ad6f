package org.beamnsl.beam.augment;

import java.util.List;
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
    String folder,
    String shardPrefix,
    int shards,
    TfRecordCompression compression) {
  /** The name of a shard relative to the folder. */
  String shardName(int shard) {
    return shards == 0
        ? shardPrefix
        : Artifact.shardName(shardPrefix, shard, shards, compression.extension());
  }
}
