package org.beamnsl.core.join;

import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;
import org.beamnsl.core.lsh.HyperplaneHasher;

/** The keys of the original tool's buckets, numbered so that they fit an integer. */
final class HyperplaneKeys {
  private static final int CHUNK = 4096;

  private final JoinTask task;
  private final HyperplaneHasher hasher;

  HyperplaneKeys(JoinTask task, HyperplaneHasher hasher) {
    this.task = task;
    this.hasher = hasher;
  }

  /** Keys of all rows; equal numbers mean equal buckets. */
  BucketKeys compute() {
    int rows = task.matrix().rows();
    int rounds = hasher.rounds();
    int[] keys = new int[Math.multiplyExact(rows, rounds)];
    int chunks = (rows + CHUNK - 1) / CHUNK;
    long[][][] words = new long[rows][][];
    task.parallel(
        chunks,
        (chunk, finder) -> {
          for (int row = chunk * CHUNK; row < Math.min(rows, (chunk + 1) * CHUNK); row++) {
            words[row] = new long[rounds][];
            for (int round = 0; round < rounds; round++) {
              words[row][round] = hasher.hash(task.matrix(), row, round);
            }
          }
        });
    for (int round = 0; round < rounds; round++) {
      Map<LongBuffer, Integer> numbers = new HashMap<>();
      for (int row = 0; row < rows; row++) {
        LongBuffer bucket = LongBuffer.wrap(words[row][round]);
        keys[row * rounds + round] = numbers.computeIfAbsent(bucket, b -> numbers.size());
      }
    }
    return new BucketKeys(keys, rounds);
  }
}
