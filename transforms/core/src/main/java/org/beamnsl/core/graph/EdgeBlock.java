package org.beamnsl.core.graph;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Some directed edges with their ids, as they move through a pipeline.
 *
 * @param bytes for each edge: length and bytes of the source's id, the same of the target's, the
 *     weight as a double
 * @param edges how many
 */
@SuppressWarnings("ArrayRecordComponent")
public record EdgeBlock(byte[] bytes, int edges) {
  /** Receives edges. */
  public interface Visitor {
    /** One edge. */
    void edge(String source, String target, double weight);
  }

  /** Shows every edge. */
  public void forEach(Visitor visitor) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    for (int edge = 0; edge < edges; edge++) {
      visitor.edge(text(in), text(in), in.getDouble());
    }
  }

  /**
   * Deals the edges out by hash of their source: all edges of a source get the same number.
   *
   * @param shards how many numbers there are
   */
  public void deal(int shards, Receiver receiver) {
    EdgeBlockBuilder[] builders = new EdgeBlockBuilder[shards];
    ByteBuffer in = ByteBuffer.wrap(bytes);
    for (int edge = 0; edge < edges; edge++) {
      int source = in.getInt();
      int sourceAt = in.position();
      int hash = 1;
      for (int at = sourceAt; at < sourceAt + source; at++) {
        hash = 31 * hash + bytes[at];
      }
      in.position(sourceAt + source);
      int target = in.getInt();
      int targetAt = in.position();
      in.position(targetAt + target);
      int shard = Math.floorMod(hash ^ hash >>> 15, shards);
      if (builders[shard] == null) {
        builders[shard] = new EdgeBlockBuilder();
      }
      builders[shard].add(bytes, sourceAt, source, targetAt, target, in.getDouble());
    }
    for (int shard = 0; shard < shards; shard++) {
      if (builders[shard] != null) {
        receiver.block(shard, builders[shard].build());
      }
    }
  }

  /** Receives parts of a block. */
  public interface Receiver {
    /** The edges of shard {@code shard}. */
    void block(int shard, EdgeBlock block);
  }

  private static String text(ByteBuffer in) {
    int length = in.getInt();
    String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
    in.position(in.position() + length);
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EdgeBlock that
        && edges == that.edges
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * edges + Arrays.hashCode(bytes);
  }
}
