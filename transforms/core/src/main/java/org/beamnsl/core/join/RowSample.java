package org.beamnsl.core.join;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;
import org.beamnsl.core.similarity.IdTable;
import org.beamnsl.core.similarity.Rows;

/**
 * Chooses the rows that a plan looks at: those whose ids have the smallest hashes, in the order of
 * hash and id. The choice does not depend on the order of the rows or on how they are split.
 */
public final class RowSample {
  /** Rows in a sample: two million pairs. */
  public static final int SIZE = 2000;

  private RowSample() {}

  /** The sample of a set of rows; all rows when there are not more than {@value #SIZE}. */
  public static EmbeddingBlock of(Rows rows) {
    EmbeddingBlockBuilder sample = new EmbeddingBlockBuilder(rows.dims());
    for (int row : first(rows.ids(), SIZE)) {
      sample.copy(rows, row);
    }
    return sample.build();
  }

  /** The sample of two samples' sets of rows. */
  public static EmbeddingBlock merge(EmbeddingBlock a, EmbeddingBlock b) {
    EmbeddingBlockBuilder both = new EmbeddingBlockBuilder(a.dims());
    for (EmbeddingBlock block : new EmbeddingBlock[] {a, b}) {
      for (int row = 0; row < block.rows(); row++) {
        both.copy(block, row);
      }
    }
    return of(both.build());
  }

  /** The {@code count} rows whose ids have the smallest hashes, or all rows, in sample order. */
  public static int[] first(IdTable ids, int count) {
    int rows = ids.size();
    long[] hashes = new long[rows];
    Arrays.setAll(hashes, ids::hash);
    long bound = rows > count ? smallest(hashes, count) : Long.MAX_VALUE;
    return IntStream.range(0, rows)
        .filter(row -> hashes[row] <= bound)
        .boxed()
        .sorted(
            (a, b) -> {
              int order = Long.compare(hashes[a], hashes[b]);
              return order != 0 ? order : ids.compare(a, b);
            })
        .limit(count)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The hash of which there are {@code count} up to it, without sorting all of them. */
  private static long smallest(long[] hashes, int count) {
    long[] candidates = new long[2 * count];
    int size = 0;
    long bound = Long.MAX_VALUE;
    for (long hash : hashes) {
      if (hash < bound || size < count) {
        candidates[size++] = hash;
        if (size == candidates.length) {
          Arrays.sort(candidates);
          size = count;
          bound = candidates[count - 1];
        }
      }
    }
    Arrays.sort(candidates, 0, size);
    return candidates[count - 1];
  }
}
