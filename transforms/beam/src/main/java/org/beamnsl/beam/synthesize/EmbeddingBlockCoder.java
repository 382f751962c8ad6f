package org.beamnsl.beam.synthesize;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.beam.sdk.coders.CustomCoder;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.IdTable;

/** Blocks of embeddings: counts, ends of ids, ids, values. */
public final class EmbeddingBlockCoder extends CustomCoder<EmbeddingBlock> {
  private static final EmbeddingBlockCoder INSTANCE = new EmbeddingBlockCoder();
  private static final int HEADER = 3 * Integer.BYTES;

  private EmbeddingBlockCoder() {}

  /** The coder. */
  public static EmbeddingBlockCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(EmbeddingBlock block, OutputStream out) throws IOException {
    IdTable ids = block.ids();
    int rows = block.rows();
    int idBytes = rows == 0 ? 0 : ids.start(rows - 1) + ids.length(rows - 1);
    int size = HEADER + Integer.BYTES * rows + idBytes + Float.BYTES * block.values().length;
    ByteBuffer buffer = ByteBuffer.allocate(size);
    buffer.putInt(rows).putInt(block.dims()).putInt(idBytes);
    for (int row = 0; row < rows; row++) {
      buffer.putInt(ids.start(row) + ids.length(row));
    }
    int at = buffer.position();
    for (int row = 0; row < rows; row++) {
      at = ids.copy(row, buffer.array(), at);
    }
    buffer.position(at);
    buffer.asFloatBuffer().put(block.values());
    out.write(buffer.array());
  }

  @Override
  public EmbeddingBlock decode(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int rows = data.readInt();
    int dims = data.readInt();
    int idBytes = data.readInt();
    byte[] rest = new byte[Integer.BYTES * rows + idBytes + Float.BYTES * rows * dims];
    data.readFully(rest);
    ByteBuffer buffer = ByteBuffer.wrap(rest);
    int[] ends = new int[rows];
    buffer.asIntBuffer().get(ends);
    byte[] ids = new byte[idBytes];
    System.arraycopy(rest, Integer.BYTES * rows, ids, 0, idBytes);
    float[] values = new float[rows * dims];
    buffer.position(Integer.BYTES * rows + idBytes);
    buffer.asFloatBuffer().get(values);
    return new EmbeddingBlock(new IdTable(ids, ends, rows), dims, values);
  }

  @Override
  public void verifyDeterministic() {}
}
