package org.beamnsl.pipelines.augment;

import java.util.List;
import org.beamnsl.beam.augment.AugmentPlan;
import org.beamnsl.beam.io.RecordSources;
import org.beamnsl.core.graph.EdgeFiles;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.tfrecord.TfRecordCompression;

/**
 * How much there is to pack, and how the work is laid out for it. The choice depends on the data
 * only, never on the machine, and never changes the output.
 *
 * @param recordBytes size of all examples, decompressed by estimate
 * @param edgeBytes size of all edges, decompressed by estimate
 * @param lookup whether records can be found again quickly
 */
record PackSize(long recordBytes, long edgeBytes, boolean lookup) {
  /** A compressed file, and packed edges as text, are taken to grow this much. */
  private static final int EXPANSION = 4;

  /** The records that one table keeps in memory at most. */
  private static final long TABLE_RECORDS = 256L << 20;

  /** The text of the edges that one table takes at most: about 50 million edges, 2 GB of memory. */
  private static final long TABLE_EDGES = 1200L << 20;

  /** What one partition is to hold. */
  private static final long PARTITION = 128L << 20;

  static PackSize of(RecordSources sources, List<InputFile> graphs) {
    long edges = 0;
    for (InputFile graph : graphs) {
      long packed = EdgeFiles.packed(graph.path()) ? EXPANSION : 1;
      edges += packed * expanded(graph.path(), graph.bytes());
    }
    long records = 0;
    for (InputFile file : sources.files()) {
      records += expanded(file.path(), file.bytes());
    }
    return new PackSize(records, edges, sources.allowLookup());
  }

  AugmentPlan.Method method(int shards) {
    if (edgeBytes <= TABLE_EDGES) {
      if (recordBytes <= TABLE_RECORDS) {
        return AugmentPlan.Method.table();
      }
      if (lookup) {
        return AugmentPlan.Method.lookupTable();
      }
    }
    // Each record travels with its neighbours, each edge in two halves.
    long partitions = Math.max(1, (8 * recordBytes + 4 * edgeBytes) / PARTITION);
    return AugmentPlan.Method.partitions((int) Math.max(1, partitions / shards));
  }

  private static long expanded(String path, long bytes) {
    return TfRecordCompression.of(path) == TfRecordCompression.NONE ? bytes : EXPANSION * bytes;
  }
}
