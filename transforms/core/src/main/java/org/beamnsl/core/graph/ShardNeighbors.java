package org.beamnsl.core.graph;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The choice of nearest neighbours when the edges of different nodes are in different places: first
 * every node chooses, then the choices of both ends of an edge meet.
 *
 * @param choice how many, and which edges stay
 */
public record ShardNeighbors(NeighborChoice choice) {
  /** Receives blocks of edges. */
  public interface Output {
    /** Some edges. */
    void block(EdgeBlock block);
  }

  private static final int BLOCK_BYTES = 1 << 20;

  /** Emits every edge that its source chooses, in both directions. */
  public void choose(EdgeShard shard, Output output) {
    EdgeBlockBuilder block = new EdgeBlockBuilder();
    for (int from = 0; from < shard.size(); ) {
      int to = shard.sourceEnd(from);
      for (int place : best(shard, from, to)) {
        shard.copy(place, block);
        shard.copyReversed(place, block);
        flush(block, BLOCK_BYTES, output);
      }
      from = to;
    }
    flush(block, 1, output);
  }

  /** Emits every edge once that enough of its ends have chosen. */
  public void settle(EdgeShard shard, Output output) {
    EdgeBlockBuilder block = new EdgeBlockBuilder();
    int needed = choice.rule() == NeighborRule.MUTUAL ? 2 : 1;
    for (int from = 0; from < shard.size(); ) {
      int to = from + 1;
      while (to < shard.size() && shard.sameEnds(from, to)) {
        to++;
      }
      if (to - from >= needed) {
        shard.copy(from, block);
        flush(block, BLOCK_BYTES, output);
      }
      from = to;
    }
    flush(block, 1, output);
  }

  private int[] best(EdgeShard shard, int from, int to) {
    Integer[] places = new Integer[to - from];
    Arrays.setAll(places, i -> from + i);
    // Stable, and the places are in the order of the targets: ties go to the smaller id.
    Arrays.sort(places, Comparator.comparing((Integer place) -> -shard.weight(place)));
    return Arrays.stream(places).limit(choice.k()).mapToInt(Integer::intValue).toArray();
  }

  private static void flush(EdgeBlockBuilder block, int atLeast, Output output) {
    if (block.bytes() >= atLeast) {
      output.block(block.build());
    }
  }
}
