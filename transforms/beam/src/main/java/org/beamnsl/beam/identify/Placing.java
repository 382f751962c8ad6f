package org.beamnsl.beam.identify;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.beamnsl.beam.io.SplitPlan;
import org.beamnsl.core.page.IdHash;

/**
 * Which shards records are written to, and with which others they are sorted: each split has as
 * many shards as there are partitions of the keys. Records of one key are of one partition, so all
 * sorted together come to lie in their shards as those of each partition sorted apart.
 *
 * @param partitions into how many partitions keys are divided
 * @param together whether all partitions are sorted together, by one worker
 */
record Placing(int partitions, boolean together) implements Serializable {
  /** Into how many parts records are divided before they are sorted. */
  int parts() {
    return together ? 1 : partitions;
  }

  /** The place of a record's shard in {@link #names}. */
  int place(int split, byte[] key) {
    return together && partitions > 1
        ? split * partitions + IdHash.partition(IdHash.of(key, 0, key.length), partitions)
        : split;
  }

  /** The shards of one part, relative to the output's folder. */
  List<String> names(SplitPlan plan, int part) {
    if (!together) {
      return plan.shardNames(part);
    }
    List<String> names = new ArrayList<>();
    for (int split = 0; split < plan.shardNames(0).size(); split++) {
      for (int partition = 0; partition < partitions; partition++) {
        names.add(plan.shardNames(partition).get(split));
      }
    }
    return names;
  }
}
