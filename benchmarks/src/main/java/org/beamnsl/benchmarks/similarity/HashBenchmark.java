package org.beamnsl.benchmarks.similarity;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.beamnsl.core.lsh.CrossPolytopeHasher;
import org.beamnsl.core.lsh.HashParams;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;
import org.beamnsl.core.similarity.EmbeddingMatrix;
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
 * Hashing rows of 128 values in the two shapes that plans for 100,000 and for a million rows choose
 * at threshold .9; an operation is one row, all its rounds.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HashBenchmark {
  private static final int ROWS = 4096;
  private static final int DIMS = 128;

  /** Width of a slice, slices of a key, keys of a row. */
  @Param({"64-2-19", "32-3-34"})
  public String shape = "64-2-19";

  private final EmbeddingMatrix rows = random();

  /** All rows, all rounds. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int[] hash() {
    String[] parts = shape.split("-", -1);
    HashParams params =
        new HashParams(
            DIMS,
            Integer.parseInt(parts[0]),
            Integer.parseInt(parts[1]),
            Integer.parseInt(parts[2]),
            42);
    int[] keys = new int[ROWS * params.rounds()];
    new CrossPolytopeHasher(params, null).hash(rows, 0, ROWS, keys);
    return keys;
  }

  private static EmbeddingMatrix random() {
    Random random = new Random(1);
    EmbeddingBlockBuilder block = new EmbeddingBlockBuilder(DIMS);
    float[] vector = new float[DIMS];
    for (int row = 0; row < ROWS; row++) {
      for (int k = 0; k < DIMS; k++) {
        vector[k] = (float) random.nextGaussian();
      }
      block.add("r" + row, vector);
    }
    return EmbeddingMatrix.of(block.build());
  }
}
