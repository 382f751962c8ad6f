package org.beamnsl.beam.synthesize;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.embedding.EmbeddingIntake;
import org.beamnsl.core.embedding.EmbeddingSchema;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.jspecify.annotations.Nullable;

/** Collects the embeddings of a bundle into blocks. */
final class BlockEmbeddingsFn extends DoFn<byte[], EmbeddingBlock> {
  private final EmbeddingSchema schema;
  private transient @Nullable EmbeddingIntake intake;
  private transient List<EmbeddingBlock> full = new ArrayList<>();

  BlockEmbeddingsFn(EmbeddingSchema schema) {
    this.schema = schema;
  }

  @StartBundle
  public void start() {
    full = new ArrayList<>();
    intake = new EmbeddingIntake(schema, full::add);
  }

  @ProcessElement
  public void add(@Element byte[] record, MultiOutputReceiver out) {
    try {
      opened().add(record);
    } catch (BadExampleException e) {
      out.get(BlockEmbeddings.BAD).output(new BadRecord("element", -1, e.reason()));
    }
    full.forEach(block -> out.get(BlockEmbeddings.BLOCKS).output(block));
    full.clear();
  }

  @FinishBundle
  public void finish(FinishBundleContext out) {
    opened().flush();
    for (EmbeddingBlock block : full) {
      out.output(
          BlockEmbeddings.BLOCKS,
          block,
          GlobalWindow.INSTANCE.maxTimestamp(),
          GlobalWindow.INSTANCE);
    }
    full.clear();
  }

  private EmbeddingIntake opened() {
    EmbeddingIntake opened = intake;
    if (opened == null) {
      throw new IllegalStateException("a bundle starts before its elements");
    }
    return opened;
  }
}
