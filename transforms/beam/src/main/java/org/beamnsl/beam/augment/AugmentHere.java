package org.beamnsl.beam.augment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.beamnsl.beam.badrecords.BadRecordFile;
import org.beamnsl.beam.io.ParallelReading;
import org.beamnsl.beam.io.RecordSource;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.packing.PackParams;
import org.beamnsl.core.page.PageSink;

/**
 * Packs neighbours from files to files in this process, without an engine: what {@link
 * AugmentFiles} does where one table holds everything, by the same classes, so that the same bytes
 * are written. Pages go straight into the table; none waits in a shuffle.
 */
public final class AugmentHere {
  private AugmentHere() {}

  /**
   * Packs what the plan names and reports on it.
   *
   * @throws IllegalArgumentException for a plan of partitions
   */
  public static StageReport pack(AugmentPlan plan, PackParams params) throws IOException {
    if (!plan.method().oneTable()) {
      throw new IllegalArgumentException("partitions are for engines: " + plan.method());
    }
    try (OneTable table = OneTable.Layout.of(plan, params).open();
        BadRecordFile bad = BadRecordFile.in(plan.folder())) {
      PageSink pages = (partition, page) -> table.addPage(page);
      ExampleReading examples = ExampleReading.of(plan, params);
      EdgeReading edges = EdgeReading.of(plan, params);
      List<Callable<StageReport>> inputs = new ArrayList<>();
      for (String graph : plan.graphs()) {
        inputs.add(() -> edges.read(graph, pages, bad::add));
      }
      for (RecordSource source : plan.examples()) {
        inputs.add(() -> examples.read(source, pages, pages, bad::add));
      }
      StageReport read = ParallelReading.of(inputs);
      return StageReport.sum(List.of(read, table.write(), bad.finish()));
    }
  }
}
