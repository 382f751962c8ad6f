package org.beamnsl.benchmarks.similarity;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.beamnsl.core.join.JoinParams;
import org.beamnsl.core.join.JoinPlan;
import org.beamnsl.core.join.JoinPlanner;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;

/**
 * Prints what the planner of the similarity join says of more rows than fit here: the tables of
 * docs/scale.md. A sample is all that it looks at.
 */
public final class PlanTable {
  private static final int DIMS = 128;
  private static final int SAMPLE = 2000;
  private static final int CLUSTERS = 1600;
  private static final double NOISE = 0.45;
  private static final double THRESHOLD = 0.9;

  /** Bytes of a row in the shuffle besides its values: its id and its share of a block. */
  private static final int ROW_OVERHEAD = 24;

  private PlanTable() {}

  /** Argument: measured seconds that a routed row takes beyond the join. */
  public static void main(String[] args) {
    double secondsPerRoutedRow = Double.parseDouble(args[0]);
    EmbeddingBlock sample = sample();
    System.out.println(
        "| rows | `--partitionRows` | tasks | outer rounds | routed rows | shuffle | planned CPU |"
            + " with routing | memory of a task | busiest of 50 slots | of 400 |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
    for (long rows : new long[] {10_000_000, 100_000_000, 1_000_000_000}) {
      print(sample, rows, 1_000_000, secondsPerRoutedRow);
    }
    print(sample, 1_000_000_000, 4_000_000, secondsPerRoutedRow);
  }

  private static void print(
      EmbeddingBlock sample, long rows, int partitionRows, double secondsPerRoutedRow) {
    JoinParams params =
        JoinParams.defaults().withThreshold(THRESHOLD).withPartitionRows(partitionRows);
    JoinPlan plan = new JoinPlanner(params, rows, sample).plan();
    double shuffle = plan.routedRows() * (double) ((long) Float.BYTES * DIMS + ROW_OVERHEAD);
    double all = plan.costSeconds() + plan.routedRows() * secondsPerRoutedRow;
    System.out.printf(
        Locale.ROOT,
        "| 10^%d | %,d | %,d | %d | %.2e | %.3f TB | %.2f h | %.1f h | %.2f GB | %.2f | %.2f |%n",
        Math.round(Math.log10(rows)),
        partitionRows,
        plan.partitions().tasks(),
        plan.partitions().rounds().size(),
        (double) plan.routedRows(),
        shuffle / 1e12,
        plan.costSeconds() / 3600,
        all / 3600,
        plan.memoryBytes() / 1e9,
        busiest(plan.partitions().tasks(), 50),
        busiest(plan.partitions().tasks(), 400));
  }

  /**
   * How many tasks the busiest of Flink's slots has, as a multiple of its fair share: the numbers
   * of tasks are the keys of a grouping, and Flink deals keys by the hash of their bytes.
   */
  private static double busiest(int tasks, int slots) {
    int[] load = new int[slots];
    for (int task = 0; task < tasks; task++) {
      load[murmur(Arrays.hashCode(encoded(task))) % slots]++;
    }
    return Arrays.stream(load).max().getAsInt() * (double) slots / tasks;
  }

  /** A key as Beam's coder of integers writes it, which is as a protocol buffer has it. */
  private static byte[] encoded(int task) {
    byte[] bytes = new byte[CodedOutputStream.computeUInt32SizeNoTag(task)];
    try {
      CodedOutputStream.newInstance(bytes).writeUInt32NoTag(task);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }

  /** The hash that Flink makes of a key's own: {@code MathUtils.murmurHash}. */
  private static int murmur(int key) {
    int hash = Integer.rotateLeft(key * 0xcc9e2d51, 15) * 0x1b873593;
    hash = (Integer.rotateLeft(hash, 13) * 5 + 0xe6546b64) ^ Integer.BYTES;
    hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
    hash ^= hash >>> 16;
    return hash == Integer.MIN_VALUE ? 0 : Math.abs(hash);
  }

  private static EmbeddingBlock sample() {
    Random random = new Random(3);
    float[][] centers = new float[CLUSTERS][];
    EmbeddingBlockBuilder block = new EmbeddingBlockBuilder(DIMS);
    for (int row = 0; row < SAMPLE; row++) {
      int cluster = row % CLUSTERS;
      if (centers[cluster] == null) {
        centers[cluster] = unit(random, 1);
      }
      float[] vector = unit(random, NOISE);
      for (int k = 0; k < DIMS; k++) {
        vector[k] += centers[cluster][k];
      }
      block.add(String.format("n%06d", row), vector);
    }
    return block.build();
  }

  private static float[] unit(Random random, double length) {
    float[] vector = new float[DIMS];
    double square = 0;
    for (int k = 0; k < DIMS; k++) {
      vector[k] = (float) random.nextGaussian();
      square += vector[k] * vector[k];
    }
    for (int k = 0; k < DIMS; k++) {
      vector[k] *= (float) (length / Math.sqrt(square));
    }
    return vector;
  }
}
