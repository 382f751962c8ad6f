package org.beamnsl.beam.augment;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.NoSuchFileException;
import java.util.function.Consumer;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.graph.EdgeFiles;
import org.beamnsl.core.graph.EdgeInput;
import org.beamnsl.core.packing.EdgeItem;
import org.beamnsl.core.packing.PackParams;
import org.beamnsl.core.packing.PackingPages;
import org.beamnsl.core.page.PageSink;
import org.beamnsl.core.page.PartitionPages;

/**
 * How graph files become pages: whole edges for one table, else halves by hash of the target.
 *
 * @param params the rules of packing
 * @param halves whether edges are divided
 * @param partitions into how many partitions ids are divided
 * @param comment what lines to skip start with; empty for none
 */
record EdgeReading(PackParams params, boolean halves, int partitions, String comment)
    implements Serializable {
  static EdgeReading of(AugmentPlan plan, PackParams params) {
    return new EdgeReading(
        params, !plan.method().oneTable(), plan.partitions(), plan.graphComment());
  }

  /** Reads one file and reports what it held. */
  StageReport read(String path, PageSink sink, Consumer<BadRecord> bad) throws IOException {
    PartitionPages pages = new PartitionPages(partitions, sink);
    long edges = 0;
    long[] badLines = {0};
    try (EdgeInput lines =
        EdgeFiles.open(
            path,
            comment,
            line -> {
              badLines[0]++;
              bad.accept(line);
            })) {
      for (; lines.advance(); edges++) {
        put(pages, EdgeItem.of(lines));
      }
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw NslException.noInput(path + ": not found");
    }
    pages.flush();
    return StageReport.of(AugmentCounters.READ, edges + badLines[0])
        .with(AugmentCounters.EDGES, edges);
  }

  private void put(PartitionPages pages, EdgeItem edge) {
    if (halves) {
      PackingPages.putHalves(pages, params, edge);
    } else {
      PackingPages.putEdge(pages, edge);
    }
  }
}
