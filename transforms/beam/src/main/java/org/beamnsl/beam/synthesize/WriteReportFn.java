package org.beamnsl.beam.synthesize;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;
import org.beamnsl.beam.badrecords.WriteBadRecords;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.badrecord.BadRecordPolicy;
import org.beamnsl.core.synthesis.ComponentFacts;
import org.beamnsl.core.synthesis.GraphJob;
import org.beamnsl.core.synthesis.ShardFacts;
import org.beamnsl.core.synthesis.SpreadReport;

/** Checks the share of bad records and writes the report; the element only starts the work. */
final class WriteReportFn extends DoFn<Integer, Void> {
  private final GraphJob job;
  private final PCollectionView<RowSummary> summary;
  private final PCollectionView<Iterable<StageReport>> bad;
  private final PCollectionView<Iterable<ShardFacts>> shards;
  private final PCollectionView<Iterable<ComponentFacts>> components;

  WriteReportFn(
      GraphJob job,
      PCollectionView<RowSummary> summary,
      PCollectionView<Iterable<StageReport>> bad,
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
    StageReport unusable = StageReport.sum(context.sideInput(bad));
    long count = unusable.count(WriteBadRecords.COUNTER);
    new BadRecordPolicy(job.maxBadFraction())
        .check(count, rows.rows() + count, unusable.badExamples());
    List<ShardFacts> facts = new ArrayList<>();
    context.sideInput(shards).forEach(facts::add);
    new SpreadReport(rows.plan(job.params()), rows.neighbors(), facts)
        .report(context.sideInput(components), count, unusable.files())
        .write(job.places().report());
  }
}
