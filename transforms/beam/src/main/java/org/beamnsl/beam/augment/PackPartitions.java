package org.beamnsl.beam.augment;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.beamnsl.beam.badrecords.CheckRepeatedIds;
import org.beamnsl.beam.badrecords.RepeatedIdsCoder;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.beam.io.StageReportCoder;
import org.beamnsl.core.packing.PackParams;
import org.beamnsl.core.packing.PackingStep;

/** Strings the steps of packing together, from pages to the pages that the last step packs. */
final class PackPartitions {
  private final PackParams params;
  private final int partitions;
  private final List<PCollection<StageReport>> reports = new ArrayList<>();

  PackPartitions(PackParams params, int partitions) {
    this.params = params;
    this.partitions = partitions;
  }

  /** Groups of pages for the last step: examples and their neighbours' records. */
  PCollection<KV<Integer, Iterable<byte[]>>> apply(
      PCollection<KV<Integer, byte[]>> records,
      PCollection<KV<Integer, byte[]>> ids,
      PCollection<KV<Integer, byte[]>> halves) {
    PCollection<KV<Integer, byte[]>> edges =
        step("KnownTargets", PackingStep.Kind.KNOWN_TARGETS, halves, ids);
    PCollection<KV<Integer, byte[]>> chosen = step("Choose", PackingStep.Kind.CHOICE, edges, ids);
    PCollection<KV<Integer, byte[]>> found =
        step("Lookup", PackingStep.Kind.LOOKUP, chosen, records);
    return group("Seeds", found, records);
  }

  /** What the steps counted. */
  List<PCollection<StageReport>> reports() {
    return List.copyOf(reports);
  }

  static KvCoder<Integer, byte[]> pageCoder() {
    return KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of());
  }

  private PCollection<KV<Integer, byte[]>> step(
      String name,
      PackingStep.Kind kind,
      PCollection<KV<Integer, byte[]>> first,
      PCollection<KV<Integer, byte[]>> second) {
    PCollectionTuple done =
        group(name, first, second)
            .apply(
                name,
                ParDo.of(new PackingStepFn(kind, params, partitions))
                    .withOutputTags(
                        PackingStepFn.PAGES,
                        TupleTagList.of(PackingStepFn.REPORT).and(PackingStepFn.DUPLICATES)));
    done.get(PackingStepFn.DUPLICATES)
        .setCoder(new RepeatedIdsCoder())
        .apply(name + "Duplicates", CheckRepeatedIds.by(params.duplicateIds()::check));
    reports.add(done.get(PackingStepFn.REPORT).setCoder(new StageReportCoder()));
    return done.get(PackingStepFn.PAGES).setCoder(pageCoder());
  }

  static PCollection<KV<Integer, Iterable<byte[]>>> group(
      String name,
      PCollection<KV<Integer, byte[]>> first,
      PCollection<KV<Integer, byte[]>> second) {
    return PCollectionList.of(first)
        .and(second)
        .apply(name + "Pages", Flatten.pCollections())
        .apply(name + "Group", GroupByKey.create());
  }
}
