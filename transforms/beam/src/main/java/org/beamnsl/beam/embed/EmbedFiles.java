package org.beamnsl.beam.embed;

import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTagList;
import org.beamnsl.beam.badrecords.BadRecordCoder;
import org.beamnsl.beam.badrecords.WriteBadRecords;
import org.beamnsl.beam.io.RecordSourceCoder;
import org.beamnsl.beam.io.SplitPlan;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.beam.io.StageReportCoder;
import org.beamnsl.core.embedding.rows.EmbedMethod;
import org.jspecify.annotations.Nullable;

/**
 * Embeds the records of files into files: the whole of the {@code embed} command as one transform.
 * It yields the reports of what was read and written. Each shard is ordered by id and the same
 * whatever the order and the cut of the input.
 */
public final class EmbedFiles extends PTransform<PBegin, PCollection<StageReport>> {
  private final SplitPlan plan;
  private final EmbedMethod method;
  private final RowFeatures features;

  private EmbedFiles(SplitPlan plan, EmbedMethod method, RowFeatures features) {
    this.plan = plan;
    this.method = method;
    this.features = features;
  }

  /** Embeds what the plan names. */
  public static EmbedFiles of(SplitPlan plan, EmbedMethod method, RowFeatures features) {
    return new EmbedFiles(plan, method, features);
  }

  @Override
  public PCollection<StageReport> expand(PBegin begin) {
    PCollectionTuple read =
        begin
            .apply("Files", Create.of(plan.sources()).withCoder(new RecordSourceCoder()))
            .apply(
                "Read",
                ParDo.of(new ReadRowsFn(new RowReading(method, features, plan.shards())))
                    .withOutputTags(
                        ReadRowsFn.PAGES, TupleTagList.of(ReadRowsFn.BAD).and(ReadRowsFn.REPORT)));
    PCollection<KV<Integer, byte[]>> pages =
        read.get(ReadRowsFn.PAGES).setCoder(KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of()));
    @Nullable PCollectionView<Iterable<KV<Integer, byte[]>>> learned =
        method.passes().isEmpty() ? null : pages.apply("Learn", LearnFromRows.in(method.passes()));
    EmbedPartitionFn embed = new EmbedPartitionFn(plan, method, features, learned);
    PCollection<StageReport> written =
        pages
            .apply("Group", GroupByKey.create())
            .apply(
                "Embed",
                learned == null ? ParDo.of(embed) : ParDo.of(embed).withSideInputs(learned))
            .setCoder(new StageReportCoder());
    PCollection<StageReport> bad =
        read.get(ReadRowsFn.BAD)
            .setCoder(new BadRecordCoder())
            .apply("BadRecords", WriteBadRecords.to(plan.folder()));
    return PCollectionList.of(written)
        .and(bad)
        .and(read.get(ReadRowsFn.REPORT).setCoder(new StageReportCoder()))
        .apply("Reports", Flatten.pCollections());
  }
}
