package org.beamnsl.beam.embed;

import java.io.IOException;
import java.util.List;
import org.beamnsl.beam.io.OpenShards;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.embedding.rows.EmbeddedExamples;
import org.beamnsl.core.embedding.rows.RowDecoder;
import org.beamnsl.core.embedding.rows.RowTable;

/** The rows of a table on their way into shards, one for each split. */
final class EmbeddedRows {
  /** The counter of rows that were written. */
  static final String RECORDS = "records";

  /** The counter of rows whose vector is all 0. */
  static final String ZERO_VECTORS = "zeroVectors";

  private EmbeddedRows() {}

  /**
   * Embeds a table's rows and writes them.
   *
   * @param folder the folder in which the artifact grows
   * @param names the shards' names relative to it, by split
   */
  static StageReport write(
      RowTable table, RowDecoder decoder, RowFeatures features, String folder, List<String> names)
      throws IOException {
    EmbeddedExamples examples =
        new EmbeddedExamples(features.id(), features.label(), features.embedding());
    long[] zeros = new long[1];
    OpenShards shards = OpenShards.create(folder, names);
    try (shards) {
      table.forEach(
          (head, row) -> {
            float[] vector = decoder.vector(row);
            zeros[0] += isZero(vector) ? 1 : 0;
            byte[] example = examples.of(head, vector);
            shards.write(head.split(), example, 0, example.length);
          });
    }
    return shards.report().with(RECORDS, shards.records()).with(ZERO_VECTORS, zeros[0]);
  }

  private static boolean isZero(float[] vector) {
    for (float value : vector) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }
}
