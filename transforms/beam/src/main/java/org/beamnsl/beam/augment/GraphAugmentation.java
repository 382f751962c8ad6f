package org.beamnsl.beam.augment;

import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.beamnsl.beam.badrecords.BadRecordCoder;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.graph.Edge;
import org.beamnsl.core.packing.PackParams;
import org.beamnsl.core.packing.Role;

/**
 * Packs neighbours beside examples: serialized Examples and edges in, serialized packed Examples
 * out, one for each labelled example.
 *
 * <pre>{@code
 * PCollectionTuple packed =
 *     PCollectionTuple.of(GraphAugmentation.LABELED, labeled)
 *         .and(GraphAugmentation.UNLABELED, unlabeled)
 *         .and(GraphAugmentation.EDGES, edges)
 *         .apply(GraphAugmentation.create().withParams(params));
 * packed.get(GraphAugmentation.PACKED)
 * }</pre>
 *
 * <p>Bounded, global-window input. Records and edges cross four shuffles in pages by hash
 * partition; a worker holds one partition in memory, so choose partitions so that records with all
 * their neighbours fit. Within a partition records come ordered by id; which records there are does
 * not depend on the number of partitions or workers. Records without a usable id go to {@link
 * #BAD}. Duplicate ids within one role fail the pipeline unless the parameters allow them; then the
 * record with the larger bytes counts, since elements have no order.
 */
public final class GraphAugmentation extends PTransform<PCollectionTuple, PCollectionTuple> {
  /** Input: labelled examples. */
  public static final TupleTag<byte[]> LABELED = new TupleTag<>("labeled") {};

  /** Input: unlabelled examples; may be left out. */
  public static final TupleTag<byte[]> UNLABELED = new TupleTag<>("unlabeled") {};

  /** Input: edges. */
  public static final TupleTag<Edge> EDGES = new TupleTag<>("edges") {};

  /** Output: packed examples. */
  public static final TupleTag<byte[]> PACKED = new TupleTag<>("packed") {};

  /** Output: what could not be used; the file is the role, the position -1. */
  public static final TupleTag<BadRecord> BAD = new TupleTag<>("bad") {};

  private static final int DEFAULT_PARTITIONS = 32;

  private final PackParams params;
  private final int partitions;

  private GraphAugmentation(PackParams params, int partitions) {
    this.params = params;
    this.partitions = partitions;
  }

  /** All neighbours along the edges as they are, {@value #DEFAULT_PARTITIONS} partitions. */
  public static GraphAugmentation create() {
    return new GraphAugmentation(PackParams.defaults(), DEFAULT_PARTITIONS);
  }

  /** The same with other rules of packing. */
  public GraphAugmentation withParams(PackParams newParams) {
    return new GraphAugmentation(newParams, partitions);
  }

  /** The same in another number of partitions, at least 1. */
  public GraphAugmentation withPartitions(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("partitions must be at least 1, got " + count);
    }
    return new GraphAugmentation(params, count);
  }

  @Override
  public PCollectionTuple expand(PCollectionTuple input) {
    PCollectionTuple labeled = page("Labeled", input.get(LABELED), Role.LABELED);
    PCollectionList<KV<Integer, byte[]>> records =
        PCollectionList.of(labeled.get(PageElementsFn.RECORDS));
    PCollectionList<KV<Integer, byte[]>> ids = PCollectionList.of(labeled.get(PageElementsFn.IDS));
    PCollectionList<BadRecord> bad = PCollectionList.of(labeled.get(PageElementsFn.BAD));
    if (input.has(UNLABELED)) {
      PCollectionTuple unlabeled = page("Unlabeled", input.get(UNLABELED), Role.UNLABELED);
      records = records.and(unlabeled.get(PageElementsFn.RECORDS));
      ids = ids.and(unlabeled.get(PageElementsFn.IDS));
      bad = bad.and(unlabeled.get(PageElementsFn.BAD));
    }
    PCollection<KV<Integer, byte[]>> halves =
        input
            .get(EDGES)
            .apply("Edges", ParDo.of(new PageEdgeElementsFn(params, partitions)))
            .setCoder(PackPartitions.pageCoder());
    PCollection<byte[]> packed =
        new PackPartitions(params, partitions)
            .apply(
                records.apply("Records", Flatten.pCollections()),
                ids.apply("Ids", Flatten.pCollections()),
                halves)
            .apply("Pack", ParDo.of(new PackSeedsFn(params)))
            .setCoder(ByteArrayCoder.of());
    return PCollectionTuple.of(PACKED, packed).and(BAD, bad.apply("Bad", Flatten.pCollections()));
  }

  private PCollectionTuple page(String name, PCollection<byte[]> examples, Role role) {
    PCollectionTuple pages =
        examples.apply(
            name,
            ParDo.of(new PageElementsFn(partitions, params.idFeature(), role))
                .withOutputTags(
                    PageElementsFn.RECORDS,
                    TupleTagList.of(PageElementsFn.IDS).and(PageElementsFn.BAD)));
    pages.get(PageElementsFn.RECORDS).setCoder(PackPartitions.pageCoder());
    pages.get(PageElementsFn.IDS).setCoder(PackPartitions.pageCoder());
    pages.get(PageElementsFn.BAD).setCoder(new BadRecordCoder());
    return pages;
  }
}
