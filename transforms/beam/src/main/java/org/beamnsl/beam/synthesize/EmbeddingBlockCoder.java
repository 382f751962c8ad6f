package org.beamnsl.beam.synthesize;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.beam.sdk.coders.CustomCoder;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.IdTable;
import org.beamnsl.core.similarity.TokenSets;

/** Blocks of embeddings: counts, ends of ids, ids, values, ends of sets, tokens. */
public final class EmbeddingBlockCoder extends CustomCoder<EmbeddingBlock> {
  private static final EmbeddingBlockCoder INSTANCE = new EmbeddingBlockCoder();
  private static final int HEADER = 5 * Integer.BYTES;

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
    TokenSets sets = block.tokens();
    int size =
        HEADER
            + Integer.BYTES * (rows + sets.size())
            + idBytes
            + Float.BYTES * block.values().length
            + Long.BYTES * sets.total();
    ByteBuffer buffer = ByteBuffer.allocate(size);
    buffer.putInt(rows).putInt(block.dims()).putInt(idBytes);
    buffer.putInt(sets.size()).putInt(sets.total());
    for (int row = 0; row < rows; row++) {
      buffer.putInt(ids.start(row) + ids.length(row));
    }
    int at = buffer.position();
    for (int row = 0; row < rows; row++) {
      at = ids.copy(row, buffer.array(), at);
    }
    buffer.position(at);
    buffer.asFloatBuffer().put(block.values());
    buffer.position(at + Float.BYTES * block.values().length);
    for (int row = 0; row < sets.size(); row++) {
      buffer.putInt(sets.end(row));
    }
    buffer.asLongBuffer().put(sets.tokens(), 0, sets.total());
    out.write(buffer.array());
  }

  @Override
  public EmbeddingBlock decode(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int rows = data.readInt();
    int dims = data.readInt();
    int idBytes = data.readInt();
    int setCount = data.readInt();
    int total = data.readInt();
    int vectorsEnd = Integer.BYTES * rows + idBytes + Float.BYTES * rows * dims;
    byte[] rest = new byte[vectorsEnd + Integer.BYTES * setCount + Long.BYTES * total];
    data.readFully(rest);
    ByteBuffer buffer = ByteBuffer.wrap(rest);
    int[] ends = new int[rows];
    buffer.asIntBuffer().get(ends);
    byte[] ids = new byte[idBytes];
    System.arraycopy(rest, Integer.BYTES * rows, ids, 0, idBytes);
    float[] values = new float[rows * dims];
    buffer.position(Integer.BYTES * rows + idBytes);
    buffer.asFloatBuffer().get(values);
    buffer.position(vectorsEnd);
    return new EmbeddingBlock(
        new IdTable(ids, ends, rows), dims, values, sets(buffer, setCount, total));
  }

  private static TokenSets sets(ByteBuffer buffer, int count, int total) {
    if (count == 0) {
      return TokenSets.NONE;
    }
    int[] ends = new int[count];
    buffer.asIntBuffer().get(ends);
    buffer.position(buffer.position() + Integer.BYTES * count);
    long[] tokens = new long[total];
    buffer.asLongBuffer().get(tokens);
    return new TokenSets(tokens, ends, count);
  }

  @Override
  public void verifyDeterministic() {}
}
