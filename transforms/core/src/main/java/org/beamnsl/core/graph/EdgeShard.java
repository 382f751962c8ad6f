package org.beamnsl.core.graph;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.beamnsl.core.similarity.IdTable;

/**
 * All edges of some sources, sorted by the bytes of source and target.
 *
 * <p>Filled with {@link #add}, then sorted, then read. Not safe for use by several threads.
 */
public final class EdgeShard {
  private byte[] keys = new byte[1 << 16];
  private int[] ends = new int[1 << 10];
  private int[] sourceLengths = new int[1 << 10];
  private double[] weights = new double[1 << 10];
  private int size;
  private int[] order = {};

  /** Adds edges. */
  public void add(EdgeBlock block) {
    ByteBuffer in = ByteBuffer.wrap(block.bytes());
    for (int edge = 0; edge < block.edges(); edge++) {
      int at = size == 0 ? 0 : ends[size - 1];
      reserve(at + block.bytes().length);
      int source = in.getInt();
      in.get(keys, at, source);
      // Sorts before every byte of an id, so that a source comes before its longer namesakes.
      keys[at + source] = 0;
      int target = in.getInt();
      in.get(keys, at + source + 1, target);
      ends[size] = at + source + 1 + target;
      sourceLengths[size] = source;
      weights[size++] = in.getDouble();
    }
  }

  /** Sorts what was added. */
  public void sort() {
    order = new IdTable(keys, ends, size).sorted();
  }

  /** Number of edges. */
  public int size() {
    return size;
  }

  /** Weight of the edge at a place of the order. */
  public double weight(int place) {
    return weights[order[place]];
  }

  /** Where the edges end that have the source of the edge at {@code place}. */
  public int sourceEnd(int place) {
    int end = place + 1;
    while (end < size && sameSource(order[place], order[end])) {
      end++;
    }
    return end;
  }

  /** The source of the edge at a place. */
  public String source(int place) {
    int edge = order[place];
    return new String(keys, start(edge), sourceLengths[edge], StandardCharsets.UTF_8);
  }

  /** The {@link HashedComponents#hash} of the source of the edge at a place. */
  public long sourceHash(int place) {
    int edge = order[place];
    return HashedComponents.hash(keys, start(edge), start(edge) + sourceLengths[edge]);
  }

  /** The {@link HashedComponents#hash} of the target of the edge at a place. */
  public long targetHash(int place) {
    int edge = order[place];
    return HashedComponents.hash(keys, target(edge), ends[edge]);
  }

  /** Whether the edges at two places have both ends in common. */
  public boolean sameEnds(int place, int other) {
    int a = order[place];
    int b = order[other];
    return sourceLengths[a] == sourceLengths[b]
        && Arrays.equals(keys, start(a), ends[a], keys, start(b), ends[b]);
  }

  /** Copies the edge at a place into a block, as it is. */
  public void copy(int place, EdgeBlockBuilder to) {
    int edge = order[place];
    to.add(keys, start(edge), sourceLengths[edge], target(edge), targetLength(edge), weights[edge]);
  }

  /** Copies the edge at a place into a block, in the other direction. */
  public void copyReversed(int place, EdgeBlockBuilder to) {
    int edge = order[place];
    to.add(keys, target(edge), targetLength(edge), start(edge), sourceLengths[edge], weights[edge]);
  }

  /** Writes the edge at a place as a line. */
  public void writeLine(int place, OutputStream out) throws IOException {
    int edge = order[place];
    byte[] line = new byte[ends[edge] - start(edge) + WeightText.MAX_LENGTH + 2];
    int at = sourceLengths[edge];
    System.arraycopy(keys, start(edge), line, 0, at);
    line[at++] = '\t';
    System.arraycopy(keys, target(edge), line, at, targetLength(edge));
    at += targetLength(edge);
    line[at++] = '\t';
    at = WeightText.write(weights[edge], line, at);
    line[at++] = '\n';
    out.write(line, 0, at);
  }

  private int start(int edge) {
    return edge == 0 ? 0 : ends[edge - 1];
  }

  private int target(int edge) {
    return start(edge) + sourceLengths[edge] + 1;
  }

  private int targetLength(int edge) {
    return ends[edge] - target(edge);
  }

  private boolean sameSource(int a, int b) {
    return sourceLengths[a] == sourceLengths[b]
        && Arrays.equals(
            keys,
            start(a),
            start(a) + sourceLengths[a],
            keys,
            start(b),
            start(b) + sourceLengths[b]);
  }

  private void reserve(int bytes) {
    if (bytes > keys.length) {
      keys = Arrays.copyOf(keys, Math.max(bytes, keys.length / 2 * 3));
    }
    if (size == ends.length) {
      int capacity = size / 2 * 3;
      ends = Arrays.copyOf(ends, capacity);
      sourceLengths = Arrays.copyOf(sourceLengths, capacity);
      weights = Arrays.copyOf(weights, capacity);
    }
  }
}
