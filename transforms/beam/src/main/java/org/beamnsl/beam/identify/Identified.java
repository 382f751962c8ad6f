package org.beamnsl.beam.identify;

import java.io.IOException;
import java.util.List;
import org.beamnsl.beam.io.OpenShards;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.example.RepeatedIds;
import org.beamnsl.core.identify.IdentityTable;

/**
 * What became of one table's records.
 *
 * @param repeated ids that several records have
 * @param report the shards that were written, and how many records they hold
 */
record Identified(RepeatedIds repeated, StageReport report) {
  /**
   * Writes a table's records into shards.
   *
   * @param folder the folder in which the artifact grows
   * @param names the shards' names relative to it
   */
  static Identified write(IdentityTable table, String folder, List<String> names)
      throws IOException {
    OpenShards shards = OpenShards.create(folder, names);
    RepeatedIds repeated;
    try (shards) {
      repeated = table.identify(shards::write);
    }
    return new Identified(repeated, shards.report().with("records", shards.records()));
  }
}
