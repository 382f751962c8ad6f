package org.beamnsl.beam.synthesize;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.synthesis.BadRecordLog;
import org.beamnsl.core.synthesis.ComponentFacts;
import org.beamnsl.core.synthesis.GraphJob;
import org.beamnsl.core.synthesis.ShardFacts;
import org.beamnsl.core.synthesis.SpreadReport;

/** Checks the share of bad records and writes the report; the element only starts the work. */
final class WriteReportFn extends DoFn<Integer, Void> {
  private final GraphJob job;
  private final PCollectionView<RowSummary> summary;
  private final PCollectionView<Iterable<BadRecord>> bad;
  private final PCollectionView<Iterable<ShardFacts>> shards;
  private final PCollectionView<Iterable<ComponentFacts>> components;

  WriteReportFn(
      GraphJob job,
      PCollectionView<RowSummary> summary,
      PCollectionView<Iterable<BadRecord>> bad,
      PCollectionView<Iterable<ShardFacts>> shards,
      PCollectionView<Iterable<ComponentFacts>> components) {
    this.job = job;
    this.summary = summary;
    this.bad = bad;
    this.shards = shards;
    this.components = components;
  }

  @ProcessElement
  public void process(ProcessContext context) throws IOException {
    RowSummary rows = context.sideInput(summary);
    BadRecordLog log = new BadRecordLog();
    context.sideInput(bad).forEach(log::add);
    log.check(job.maxBadFraction(), rows.rows());
    List<ShardFacts> facts = new ArrayList<>();
    context.sideInput(shards).forEach(facts::add);
    new SpreadReport(rows.plan(job.params()), rows.neighbors(), facts)
        .report(context.sideInput(components), log.count(), log.write(job.places().badRecords()))
        .write(job.places().report());
  }
}
