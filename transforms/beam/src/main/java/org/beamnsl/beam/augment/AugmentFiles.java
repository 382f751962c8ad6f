package org.beamnsl.beam.augment;

import java.util.List;
import org.apache.beam.sdk.coders.ByteArrayCoder;
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
import org.beamnsl.beam.io.RecordSource;
import org.beamnsl.beam.io.RecordSourceCoder;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.beam.io.StageReportCoder;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.packing.PackParams;
import org.beamnsl.core.packing.Role;

/**
 * Packs neighbours from files to files: the whole of the {@code pack-nbrs} command as one
 * transform. It yields the reports of what was read and written.
 */
public final class AugmentFiles extends PTransform<PBegin, PCollection<StageReport>> {
  /** Group of sources of labelled examples. */
  public static final int LABELED = Role.LABELED.ordinal();

  /** Group of sources of unlabelled examples. */
  public static final int UNLABELED = Role.UNLABELED.ordinal();

  /** Group of sources whose records' labels tell their roles. */
  public static final int BY_LABEL = PageExamplesFn.BY_LABEL;

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
    PCollectionTuple examples = readExamples(begin, plan.examples());
    PCollectionTuple edges = readEdges(begin, plan.graphs());
    PCollection<StageReport> packed =
        PCollectionList.of(examples.get(PageExamplesFn.PAGES))
            .and(edges.get(PageEdgesFn.PAGES))
            .apply("Pages", Flatten.pCollections())
            .apply("Group", GroupByKey.create())
            .apply("Pack", ParDo.of(new PackPartitionFn(params, plan.folder(), plan.shardName(0))))
            .setCoder(new StageReportCoder());
    PCollection<StageReport> bad =
        bad(examples.get(PageExamplesFn.BAD), edges.get(PageEdgesFn.BAD))
            .apply("BadRecords", WriteBadRecords.to(plan.folder()));
    return PCollectionList.of(packed)
        .and(bad)
        .and(examples.get(PageExamplesFn.REPORT).setCoder(new StageReportCoder()))
        .and(edges.get(PageEdgesFn.REPORT).setCoder(new StageReportCoder()))
        .apply("Reports", Flatten.pCollections());
  }

  private PCollectionTuple readExamples(PBegin begin, List<RecordSource> sources) {
    PCollectionTuple examples =
        begin
            .apply("ExampleFiles", Create.of(sources).withCoder(new RecordSourceCoder()))
            .apply(
                "ReadExamples",
                ParDo.of(new PageExamplesFn(1, params.idFeature(), plan.labelFeature()))
                    .withOutputTags(
                        PageExamplesFn.PAGES,
                        TupleTagList.of(PageExamplesFn.BAD).and(PageExamplesFn.REPORT)));
    examples.get(PageExamplesFn.PAGES).setCoder(pageCoder());
    return examples;
  }

  private PCollectionTuple readEdges(PBegin begin, List<String> graphs) {
    PCollectionTuple edges =
        begin
            .apply("GraphFiles", Create.of(graphs).withCoder(StringUtf8Coder.of()))
            .apply(
                "ReadEdges",
                ParDo.of(new PageEdgesFn(plan.graphComment()))
                    .withOutputTags(
                        PageEdgesFn.PAGES,
                        TupleTagList.of(PageEdgesFn.BAD).and(PageEdgesFn.REPORT)));
    edges.get(PageEdgesFn.PAGES).setCoder(pageCoder());
    return edges;
  }

  private static PCollection<BadRecord> bad(
      PCollection<BadRecord> examples, PCollection<BadRecord> edges) {
    return PCollectionList.of(examples.setCoder(new BadRecordCoder()))
        .and(edges.setCoder(new BadRecordCoder()))
        .apply("AllBad", Flatten.pCollections());
  }

  private static KvCoder<Integer, byte[]> pageCoder() {
    return KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of());
  }
}
