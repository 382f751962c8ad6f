package org.beamnsl.core.embedding;

import java.util.function.Consumer;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;

/**
 * Collects the embeddings of serialized Examples into blocks, in their order. When the schema names
 * no length, a row of another length than the one before it starts a new block. Not safe for use by
 * several threads.
 */
public final class EmbeddingIntake {
  /** Rows in a block: enough that moving blocks costs little more than moving bytes. */
  private static final int BLOCK_ROWS = 2000;

  private final EmbeddingSchema schema;
  private final EmbeddingParser parser;
  private final Consumer<EmbeddingBlock> blocks;
  private EmbeddingBlockBuilder block;

  /**
   * Takes embeddings of this form.
   *
   * @param blocks receives every full block, and the last one when {@link #flush} is called
   */
  public EmbeddingIntake(EmbeddingSchema schema, Consumer<EmbeddingBlock> blocks) {
    this.schema = schema;
    this.parser = new EmbeddingParser(schema);
    this.blocks = blocks;
    this.block = new EmbeddingBlockBuilder(schema.dims(), BLOCK_ROWS);
  }

  /**
   * Adds a serialized Example.
   *
   * @throws BadExampleException when it has no usable id or vector; it is left out
   */
  public void add(byte[] record) throws BadExampleException {
    int dims = schema.dims() > 0 ? schema.dims() : parser.length(record);
    if (dims != block.dims()) {
      flush();
      block = new EmbeddingBlockBuilder(dims, BLOCK_ROWS);
    }
    parser.parse(record, block);
    if (block.rows() == BLOCK_ROWS) {
      flush();
    }
  }

  /** Hands out what has been collected, if anything. */
  public void flush() {
    if (block.rows() > 0) {
      blocks.accept(block.build());
      block = new EmbeddingBlockBuilder(block.dims(), BLOCK_ROWS);
    }
  }
}
