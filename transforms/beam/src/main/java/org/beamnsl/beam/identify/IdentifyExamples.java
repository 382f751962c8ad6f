package org.beamnsl.beam.identify;

import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.beamnsl.beam.badrecords.BadRecordCoder;
import org.beamnsl.beam.badrecords.CheckRepeatedIds;
import org.beamnsl.beam.badrecords.RepeatedIdsCoder;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.identify.IdentifyParams;

/**
 * Gives every example an id: serialized Examples in, serialized Examples with an id feature out.
 *
 * <p>Bounded, global-window input. By default ids come from the content, so they are the same on
 * every run, runner and cut of the input; equal examples are numbered. Records cross one shuffle in
 * pages by hash partition; a worker holds one partition in memory. Records that are no Examples go
 * to {@link #BAD}.
 */
public final class IdentifyExamples extends PTransform<PCollection<byte[]>, PCollectionTuple> {
  /** Output: the examples with ids. */
  public static final TupleTag<byte[]> IDENTIFIED = new TupleTag<>("identified") {};

  /** Output: what could not be used; the file is "element", the position -1. */
  public static final TupleTag<BadRecord> BAD = new TupleTag<>("bad") {};

  private static final int DEFAULT_PARTITIONS = 32;

  private final IdentifyParams params;
  private final int partitions;

  private IdentifyExamples(IdentifyParams params, int partitions) {
    this.params = params;
    this.partitions = partitions;
  }

  /** Ids from content in the feature {@code id}, {@value #DEFAULT_PARTITIONS} partitions. */
  public static IdentifyExamples create() {
    return new IdentifyExamples(IdentifyParams.defaults(), DEFAULT_PARTITIONS);
  }

  /** The same with ids of another kind. */
  public IdentifyExamples withParams(IdentifyParams newParams) {
    return new IdentifyExamples(newParams, partitions);
  }

  /** The same in another number of partitions, at least 1. */
  public IdentifyExamples withPartitions(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("partitions must be at least 1, got " + count);
    }
    return new IdentifyExamples(params, count);
  }

  @Override
  public PCollectionTuple expand(PCollection<byte[]> examples) {
    PCollectionTuple pages =
        examples.apply(
            "Page",
            ParDo.of(new PageElementsFn(params, partitions))
                .withOutputTags(PageElementsFn.PAGES, TupleTagList.of(PageElementsFn.BAD)));
    PCollectionTuple identified =
        pages
            .get(PageElementsFn.PAGES)
            .setCoder(KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of()))
            .apply("Group", GroupByKey.create())
            .apply(
                "Identify",
                ParDo.of(new IdentifyElementsFn(params))
                    .withOutputTags(
                        IdentifyElementsFn.IDENTIFIED,
                        TupleTagList.of(IdentifyElementsFn.REPEATED)));
    identified
        .get(IdentifyElementsFn.REPEATED)
        .setCoder(new RepeatedIdsCoder())
        .apply("Unique", CheckRepeatedIds.by(params::checkUnique));
    return PCollectionTuple.of(
            IDENTIFIED, identified.get(IdentifyElementsFn.IDENTIFIED).setCoder(ByteArrayCoder.of()))
        .and(BAD, pages.get(PageElementsFn.BAD).setCoder(new BadRecordCoder()));
  }
}
