package org.beamnsl.core.synthesis;

import java.io.Serializable;
import java.util.List;

/**
 * Where a graph is written.
 *
 * @param shards paths of the files of the graph, in order
 * @param badRecords path of the list of bad records
 * @param report path of the report
 */
public record GraphPlaces(List<String> shards, String badRecords, String report)
    implements Serializable {
  /** Copies the list. */
  public GraphPlaces {
    shards = List.copyOf(shards);
  }
}
