package org.beamnsl.beam.synthesize;

import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.beamnsl.beam.badrecords.BadRecordCoder;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.embedding.EmbeddingSchema;
import org.beamnsl.core.similarity.EmbeddingBlock;

/**
 * Turns serialized Examples with an id and a vector, or a set of tokens, such as {@code
 * EmbedExamples} gives, into the blocks that {@link SynthesizeGraph} takes.
 *
 * <p>Bounded, global-window input. Examples without a usable id or a vector of finite numbers, and
 * of another length when the length is given, come out as bad records. Without a length, vectors of
 * several lengths fail the pipeline in {@link SynthesizeGraph}.
 */
public final class BlockEmbeddings extends PTransform<PCollection<byte[]>, PCollectionTuple> {
  /** Output: the rows. */
  public static final TupleTag<EmbeddingBlock> BLOCKS = new TupleTag<>("blocks") {};

  /** Output: what could not be used; the file is "element", the position -1. */
  public static final TupleTag<BadRecord> BAD = new TupleTag<>("bad") {};

  private final EmbeddingSchema schema;

  private BlockEmbeddings(EmbeddingSchema schema) {
    this.schema = schema;
  }

  /** The features {@code id} and {@code embedding}, vectors of any one length. */
  public static BlockEmbeddings create() {
    return new BlockEmbeddings(new EmbeddingSchema("id", "embedding", 0));
  }

  /**
   * The same with features of other names, a length that vectors must have, or another measure than
   * the cosine to compare them by.
   */
  public BlockEmbeddings withSchema(EmbeddingSchema newSchema) {
    return new BlockEmbeddings(newSchema);
  }

  @Override
  public PCollectionTuple expand(PCollection<byte[]> examples) {
    PCollectionTuple out =
        examples.apply(
            "Block",
            ParDo.of(new BlockEmbeddingsFn(schema)).withOutputTags(BLOCKS, TupleTagList.of(BAD)));
    out.get(BLOCKS).setCoder(EmbeddingBlockCoder.of());
    out.get(BAD).setCoder(new BadRecordCoder());
    return out;
  }
}
