package org.beamnsl.beam.augment;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.graph.EdgeFiles;
import org.beamnsl.core.graph.EdgeInput;
import org.beamnsl.core.packing.EdgeItem;
import org.beamnsl.core.packing.PackParams;
import org.beamnsl.core.packing.PackingPages;
import org.beamnsl.core.page.PartitionPages;

/** Reads graph files into pages: whole edges for one table, else halves by hash of the target. */
final class PageEdgesFn extends DoFn<String, KV<Integer, byte[]>> {
  static final TupleTag<KV<Integer, byte[]>> PAGES = new TupleTag<>("pages") {};
  static final TupleTag<BadRecord> BAD = new TupleTag<>("bad") {};
  static final TupleTag<StageReport> REPORT = new TupleTag<>("report") {};

  private final PackParams params;
  private final boolean halves;
  private final int partitions;
  private final String comment;

  PageEdgesFn(PackParams params, boolean halves, int partitions, String comment) {
    this.params = params;
    this.halves = halves;
    this.partitions = partitions;
    this.comment = comment;
  }

  @ProcessElement
  public void read(@Element String path, MultiOutputReceiver out) throws IOException {
    PartitionPages pages =
        new PartitionPages(
            partitions, (partition, page) -> out.get(PAGES).output(KV.of(partition, page)));
    long edges = 0;
    long[] bad = {0};
    try (EdgeInput lines =
        EdgeFiles.open(
            path,
            comment,
            line -> {
              bad[0]++;
              out.get(BAD).output(line);
            })) {
      for (; lines.advance(); edges++) {
        put(pages, EdgeItem.of(lines));
      }
    } catch (NoSuchFileException | FileNotFoundException e) {
      throw NslException.noInput(path + ": not found");
    }
    pages.flush();
    out.get(REPORT)
        .output(
            StageReport.of(AugmentCounters.READ, edges + bad[0])
                .with(AugmentCounters.EDGES, edges));
  }

  private void put(PartitionPages pages, EdgeItem edge) {
    if (halves) {
      PackingPages.putHalves(pages, params, edge);
    } else {
      PackingPages.putEdge(pages, edge);
    }
  }
}
