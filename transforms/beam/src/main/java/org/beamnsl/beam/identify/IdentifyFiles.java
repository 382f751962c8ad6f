package org.beamnsl.beam.identify;

import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.beamnsl.beam.badrecords.BadRecordCoder;
import org.beamnsl.beam.badrecords.CheckRepeatedIds;
import org.beamnsl.beam.badrecords.RepeatedIdsCoder;
import org.beamnsl.beam.badrecords.WriteBadRecords;
import org.beamnsl.beam.io.RecordSourceCoder;
import org.beamnsl.beam.io.RecordSources;
import org.beamnsl.beam.io.SplitPlan;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.beam.io.StageReportCoder;
import org.beamnsl.core.identify.IdentifyParams;

/**
 * Identifies the records of files into files: the whole of the {@code identify-examples} command as
 * one transform. It yields the reports of what was read and written. Each shard is ordered by key
 * and the same whatever the order and the cut of the input. Where records can be found again
 * quickly, only hashes and places cross the shuffle, and records are read a second time.
 */
public final class IdentifyFiles extends PTransform<PBegin, PCollection<StageReport>> {
  private final SplitPlan plan;
  private final IdentifyParams params;

  private IdentifyFiles(SplitPlan plan, IdentifyParams params) {
    this.plan = plan;
    this.params = params;
  }

  /** Identifies what the plan names. */
  public static IdentifyFiles of(SplitPlan plan, IdentifyParams params) {
    return new IdentifyFiles(plan, params);
  }

  @Override
  public PCollection<StageReport> expand(PBegin begin) {
    boolean lookup = RecordSources.allowLookup(plan.sources());
    IdentityReading reading =
        new IdentityReading(params, new Placing(plan.shards(), false), lookup);
    PCollectionTuple read =
        begin
            .apply("Files", Create.of(plan.sources()).withCoder(new RecordSourceCoder()))
            .apply(
                "Read",
                ParDo.of(new PageRecordsFn(reading))
                    .withOutputTags(
                        PageRecordsFn.PAGES,
                        TupleTagList.of(PageRecordsFn.BAD).and(PageRecordsFn.REPORT)));
    PCollectionTuple written =
        read.get(PageRecordsFn.PAGES)
            .setCoder(KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of()))
            .apply("Group", GroupByKey.create())
            .apply(
                "Identify",
                ParDo.of(new IdentifyPartitionFn(plan, reading))
                    .withOutputTags(
                        IdentifyPartitionFn.REPORT, TupleTagList.of(IdentifyPartitionFn.REPEATED)));
    written
        .get(IdentifyPartitionFn.REPEATED)
        .setCoder(new RepeatedIdsCoder())
        .apply("Unique", CheckRepeatedIds.by(params::checkUnique));
    PCollection<StageReport> bad =
        read.get(PageRecordsFn.BAD)
            .setCoder(new BadRecordCoder())
            .apply("BadRecords", WriteBadRecords.to(plan.folder()));
    return PCollectionList.of(
            written.get(IdentifyPartitionFn.REPORT).setCoder(new StageReportCoder()))
        .and(bad)
        .and(read.get(PageRecordsFn.REPORT).setCoder(new StageReportCoder()))
        .apply("Reports", Flatten.pCollections());
  }
}
