package org.beamnsl.benchmarks.similarity;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.beamnsl.core.similarity.Kernels;
import org.beamnsl.core.similarity.PairKernel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Comparing 1,024 rows of 128 values with a panel of 64: an operation is one comparison of 128
 * multiplications and additions, so 256 / (nanoseconds per operation) is GFLOP/s.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PairKernelBenchmark {
  private static final int ROWS = 1024;
  private static final int DIMS = 128;

  /** Which kernel. */
  @Param({"vector", "plain"})
  public String kernel = "vector";

  private final float[] rows = random(ROWS * DIMS, 1);
  private final float[] panel = random(PairKernel.PANEL * DIMS, 2);
  private final float[] limits = {9f, 9f, 9f, 9f};
  private final long[] hits = new long[PairKernel.ROWS];

  /** All rows against the panel. */
  @Benchmark
  @OperationsPerInvocation(ROWS * PairKernel.PANEL)
  public long compare() {
    PairKernel pairs = kernel.equals("plain") ? Kernels.plainPairs() : Kernels.pairs();
    PairKernel.Columns all = new PairKernel.Columns(0, PairKernel.PANEL);
    long found = 0;
    for (int row = 0; row < ROWS; row += PairKernel.ROWS) {
      int[] offsets = {row * DIMS, (row + 1) * DIMS, (row + 2) * DIMS, (row + 3) * DIMS};
      pairs.compare(rows, offsets, limits, panel, all, hits);
      found += hits[0] ^ hits[1] ^ hits[2] ^ hits[3];
    }
    return found;
  }

  private static float[] random(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }
}
