package org.beamnsl.beam.embed;

import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.beamnsl.beam.badrecords.BadRecordCoder;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.embedding.EmbedParams;
import org.beamnsl.core.embedding.Embedders;
import org.beamnsl.core.embedding.rows.EmbedMethod;
import org.jspecify.annotations.Nullable;

/**
 * Gives examples vectors: serialized Examples with ids become serialized Examples with the id, the
 * label (-1 when there is none) and the vector.
 *
 * <pre>{@code
 * PCollectionTuple embedded =
 *     examples.apply(EmbedExamples.with(EmbedParams.text("text").withDimensions(128)));
 * PCollection<byte[]> vectors = embedded.get(EmbedExamples.EMBEDDED);
 * }</pre>
 *
 * <p>The input must be bounded and in the global window. Each vector depends on the example and,
 * for methods that learn, on the set of all examples, never on their order, on bundles or on
 * workers. Learning takes some passes over the examples on all workers. Examples without usable id,
 * or that the method cannot embed, come out as bad records. Ids that several examples share are not
 * looked for.
 */
public final class EmbedExamples extends PTransform<PCollection<byte[]>, PCollectionTuple> {
  /** The examples with vectors. */
  public static final TupleTag<byte[]> EMBEDDED = new TupleTag<>("embedded") {};

  /** The examples that could not be embedded; neither file nor position are known. */
  public static final TupleTag<BadRecord> BAD_RECORDS = new TupleTag<>("badRecords") {};

  private final EmbedMethod method;
  private final RowFeatures features;

  private EmbedExamples(EmbedMethod method, RowFeatures features) {
    this.method = method;
    this.features = features;
  }

  /**
   * Embeds by the method that the parameters ask for, with features of the usual names.
   *
   * @throws org.beamnsl.core.failure.NslException for parameters that make no sense
   */
  public static EmbedExamples with(EmbedParams params) {
    return by(Embedders.of(params));
  }

  /** Embeds by any method, with features of the usual names. */
  public static EmbedExamples by(EmbedMethod method) {
    return new EmbedExamples(method, RowFeatures.defaults());
  }

  /** Reads from and writes to features of these names. */
  public EmbedExamples withFeatures(RowFeatures newFeatures) {
    return new EmbedExamples(method, newFeatures);
  }

  @Override
  public PCollectionTuple expand(PCollection<byte[]> examples) {
    PCollectionTuple rows =
        examples.apply(
            "Rows",
            ParDo.of(new CollectRowsFn(method, features))
                .withOutputTags(ReadRowsFn.PAGES, TupleTagList.of(ReadRowsFn.BAD)));
    PCollection<KV<Integer, byte[]>> pages =
        rows.get(ReadRowsFn.PAGES).setCoder(KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of()));
    @Nullable PCollectionView<Iterable<KV<Integer, byte[]>>> learned =
        method.passes().isEmpty() ? null : pages.apply("Learn", LearnFromRows.in(method.passes()));
    ParDo.SingleOutput<KV<Integer, byte[]>, byte[]> embed =
        ParDo.of(new EmbedPageFn(method, features, learned));
    PCollection<byte[]> embedded =
        pages.apply("Embed", learned == null ? embed : embed.withSideInputs(learned));
    return PCollectionTuple.of(EMBEDDED, embedded.setCoder(ByteArrayCoder.of()))
        .and(BAD_RECORDS, rows.get(ReadRowsFn.BAD).setCoder(new BadRecordCoder()));
  }
}
