package org.beamnsl.core.graph;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.beamnsl.core.similarity.IdTable;

/** Collects directed edges into an {@link EdgeBlock}. */
public final class EdgeBlockBuilder {
  private static final int NUMBERS = 2 * Integer.BYTES + Double.BYTES;

  private ByteBuffer out = ByteBuffer.allocate(1 << 12);
  private int edges;

  /** Adds the edge between two rows. */
  public void add(IdTable ids, int source, int target, double weight) {
    room(ids.length(source) + ids.length(target) + NUMBERS);
    putId(ids, source);
    putId(ids, target);
    out.putDouble(weight);
    edges++;
  }

  /** Adds the edge between two ids that lie in one array. */
  void add(byte[] ids, int source, int sourceLength, int target, int targetLength, double weight) {
    room(sourceLength + targetLength + NUMBERS);
    out.putInt(sourceLength).put(ids, source, sourceLength);
    out.putInt(targetLength).put(ids, target, targetLength);
    out.putDouble(weight);
    edges++;
  }

  /** Bytes collected so far. */
  public int bytes() {
    return out.position();
  }

  /** What was collected; the builder is empty afterwards. */
  public EdgeBlock build() {
    EdgeBlock block = new EdgeBlock(Arrays.copyOf(out.array(), out.position()), edges);
    out.clear();
    edges = 0;
    return block;
  }

  private void putId(IdTable ids, int row) {
    out.putInt(ids.length(row));
    out.position(ids.copy(row, out.array(), out.position()));
  }

  private void room(int bytes) {
    if (out.remaining() < bytes) {
      int capacity = Math.max(2 * out.capacity(), out.position() + bytes);
      out = ByteBuffer.wrap(Arrays.copyOf(out.array(), capacity)).position(out.position());
    }
  }
}
