package org.beamnsl.beam.augment;

import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.packing.PackCounts;

/** The names under which packing reports its counts. */
public final class AugmentCounters {
  /** Records and edges that were read, the bad ones included. */
  public static final String READ = "read";

  /** Labelled examples that were read. */
  public static final String LABELED = "labeled";

  /** Unlabelled examples that were read. */
  public static final String UNLABELED = "unlabeled";

  /** Edges that were read. */
  public static final String EDGES = "edges";

  /** Records that were written. */
  public static final String RECORDS = "records";

  /** Neighbours that were packed. */
  public static final String NEIGHBORS = "neighbors";

  /** Edges that were dropped because one of their ends has no example. */
  public static final String DANGLING_EDGES = "danglingEdges";

  /** Records that were set aside for another of the same id and role. */
  public static final String DUPLICATES = "duplicateIds";

  private AugmentCounters() {}

  /** The report of a step. */
  static StageReport report(PackCounts counts) {
    return StageReport.of(NEIGHBORS, counts.neighbors())
        .with(DANGLING_EDGES, counts.danglingEdges())
        .with(DUPLICATES, counts.duplicates());
  }
}
