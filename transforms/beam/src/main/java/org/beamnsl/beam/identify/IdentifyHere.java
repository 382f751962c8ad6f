package org.beamnsl.beam.identify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.beamnsl.beam.badrecords.BadRecordFile;
import org.beamnsl.beam.io.ParallelReading;
import org.beamnsl.beam.io.RecordSource;
import org.beamnsl.beam.io.SourceLookup;
import org.beamnsl.beam.io.SplitPlan;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.identify.IdentifyParams;
import org.beamnsl.core.identify.IdentityTable;
import org.beamnsl.core.page.PageSink;

/**
 * Identifies the records of files into files in this process, without an engine: what {@link
 * IdentifyFiles} does, with all partitions sorted together, so that records which are looked up are
 * read again in one sweep for each {@link IdentityTable} full, however many shards there are. The
 * same bytes are written.
 */
public final class IdentifyHere {
  private IdentifyHere() {}

  /**
   * Identifies what the plan names and reports on it.
   *
   * @param lookup whether records are read a second time instead of kept in memory; only for files
   *     in which they are found again quickly
   */
  public static StageReport identify(SplitPlan plan, IdentifyParams params, boolean lookup)
      throws IOException {
    Placing placing = new Placing(plan.shards(), true);
    IdentityReading reading = new IdentityReading(params, placing, lookup);
    try (SourceLookup records = new SourceLookup(SourceLookup.paths(plan.sources()));
        BadRecordFile bad = BadRecordFile.in(plan.folder())) {
      IdentityTable table = new IdentityTable(params, lookup ? records : null);
      StageReport read = ParallelReading.of(inputs(plan, reading, table, bad));
      Identified identified = Identified.write(table, plan.folder(), placing.names(plan, 0));
      params.checkUnique(identified.repeated());
      return StageReport.sum(List.of(read, identified.report(), bad.finish()));
    }
  }

  private static List<Callable<StageReport>> inputs(
      SplitPlan plan, IdentityReading reading, IdentityTable table, BadRecordFile bad) {
    PageSink pages =
        (part, page) -> {
          synchronized (table) {
            table.addPage(page);
          }
        };
    List<Callable<StageReport>> inputs = new ArrayList<>();
    for (RecordSource source : plan.sources()) {
      inputs.add(() -> reading.read(source, pages, bad::add));
    }
    return inputs;
  }
}
