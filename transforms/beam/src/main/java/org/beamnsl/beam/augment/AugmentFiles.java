package org.beamnsl.beam.augment;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
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
import org.beamnsl.beam.badrecords.WriteBadRecords;
import org.beamnsl.beam.io.RecordSourceCoder;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.beam.io.StageReportCoder;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.packing.PackParams;
import org.beamnsl.core.packing.Role;

/**
 * Packs neighbours from files to files: the whole of the {@code pack-nbrs} command as one
 * transform. It yields the reports of what was read and written. Shards are ordered by id, and the
 * same whatever the method and the number of workers.
 */
public final class AugmentFiles extends PTransform<PBegin, PCollection<StageReport>> {
  /** Group of sources of labelled examples. */
  public static final int LABELED = Role.LABELED.ordinal();

  /** Group of sources of unlabelled examples. */
  public static final int UNLABELED = Role.UNLABELED.ordinal();

  /** Group of sources whose records' labels tell their roles. */
  public static final int BY_LABEL = ExampleReading.BY_LABEL;

  /** A folder below the output's that must be gone before the output is committed. */
  public static final String SCRATCH = MergeRunsFn.FOLDER;

  private final AugmentPlan plan;
  private final PackParams params;

  private AugmentFiles(AugmentPlan plan, PackParams params) {
    this.plan = plan;
    this.params = params;
  }

  /** Packs what the plan names. */
  public static AugmentFiles of(AugmentPlan plan, PackParams params) {
    return new AugmentFiles(plan, params);
  }

  @Override
  public PCollection<StageReport> expand(PBegin begin) {
    PCollectionTuple examples = readExamples(begin);
    PCollectionTuple edges = readEdges(begin);
    List<PCollection<StageReport>> reports = new ArrayList<>();
    reports.add(
        plan.method().oneTable()
            ? packTable(examples, edges)
            : packPartitions(examples, edges, reports));
    reports.add(
        bad(examples.get(PageExamplesFn.BAD), edges.get(PageEdgesFn.BAD))
            .apply("BadRecords", WriteBadRecords.to(plan.folder())));
    reports.add(examples.get(PageExamplesFn.REPORT).setCoder(new StageReportCoder()));
    reports.add(edges.get(PageEdgesFn.REPORT).setCoder(new StageReportCoder()));
    return PCollectionList.of(reports).apply("Reports", Flatten.pCollections());
  }

  private PCollection<StageReport> packTable(PCollectionTuple examples, PCollectionTuple edges) {
    return PackPartitions.group(
            "Table",
            examples.get(plan.method().lookup() ? PageExamplesFn.IDS : PageExamplesFn.RECORDS),
            edges.get(PageEdgesFn.PAGES))
        .apply("Pack", ParDo.of(new PackTableFn(OneTable.Layout.of(plan, params))))
        .setCoder(new StageReportCoder());
  }

  private PCollection<StageReport> packPartitions(
      PCollectionTuple examples, PCollectionTuple edges, List<PCollection<StageReport>> reports) {
    PackPartitions steps = new PackPartitions(params, plan.partitions());
    PCollection<StageReport> written =
        steps
            .apply(
                examples.get(PageExamplesFn.RECORDS),
                examples.get(PageExamplesFn.IDS),
                edges.get(PageEdgesFn.PAGES))
            .apply("Pack", ParDo.of(new WriteRunFn(params, plan)))
            .setCoder(KvCoder.of(VarIntCoder.of(), StringUtf8Coder.of()))
            .apply("Runs", GroupByKey.create())
            .apply("Merge", ParDo.of(new MergeRunsFn(plan, params.idFeature())))
            .setCoder(new StageReportCoder());
    reports.addAll(steps.reports());
    return written;
  }

  private PCollectionTuple readExamples(PBegin begin) {
    PCollectionTuple examples =
        begin
            .apply("ExampleFiles", Create.of(plan.examples()).withCoder(new RecordSourceCoder()))
            .apply(
                "ReadExamples",
                ParDo.of(new PageExamplesFn(ExampleReading.of(plan, params)))
                    .withOutputTags(
                        PageExamplesFn.RECORDS,
                        TupleTagList.of(PageExamplesFn.IDS)
                            .and(PageExamplesFn.BAD)
                            .and(PageExamplesFn.REPORT)));
    examples.get(PageExamplesFn.RECORDS).setCoder(PackPartitions.pageCoder());
    examples.get(PageExamplesFn.IDS).setCoder(PackPartitions.pageCoder());
    return examples;
  }

  private PCollectionTuple readEdges(PBegin begin) {
    PCollectionTuple edges =
        begin
            .apply("GraphFiles", Create.of(plan.graphs()).withCoder(StringUtf8Coder.of()))
            .apply(
                "ReadEdges",
                ParDo.of(new PageEdgesFn(EdgeReading.of(plan, params)))
                    .withOutputTags(
                        PageEdgesFn.PAGES,
                        TupleTagList.of(PageEdgesFn.BAD).and(PageEdgesFn.REPORT)));
    edges.get(PageEdgesFn.PAGES).setCoder(PackPartitions.pageCoder());
    return edges;
  }

  private static PCollection<BadRecord> bad(
      PCollection<BadRecord> examples, PCollection<BadRecord> edges) {
    return PCollectionList.of(examples.setCoder(new BadRecordCoder()))
        .and(edges.setCoder(new BadRecordCoder()))
        .apply("AllBad", Flatten.pCollections());
  }
}
