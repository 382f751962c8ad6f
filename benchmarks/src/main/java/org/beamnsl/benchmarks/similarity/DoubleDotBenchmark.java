package org.beamnsl.benchmarks.similarity;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.beamnsl.core.similarity.DoubleDot;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Dot products of 128 values in double precision and fixed order, as every weight is computed; an
 * operation is one of them. Give JMH {@code -jvmArgs} without the module to see the plain loop.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgs = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DoubleDotBenchmark {
  private static final int ROWS = 256;
  private static final int DIMS = 128;

  private final float[] rows = random();

  /** Each row with its neighbour. */
  @Benchmark
  @OperationsPerInvocation(ROWS - 1)
  public double product() {
    double sum = 0;
    for (int row = 1; row < ROWS; row++) {
      sum += DoubleDot.product(rows, row * DIMS, (row - 1) * DIMS, DIMS);
    }
    return sum;
  }

  private static float[] random() {
    Random random = new Random(1);
    float[] values = new float[ROWS * DIMS];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }
}
