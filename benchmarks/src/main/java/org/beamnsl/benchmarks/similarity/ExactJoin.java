package org.beamnsl.benchmarks.similarity;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.Random;
import org.beamnsl.core.join.JoinMethod;
import org.beamnsl.core.join.JoinParams;
import org.beamnsl.core.join.JoinResult;
import org.beamnsl.core.join.SimilarityJoin;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.Kernels;

/**
 * Compares all pairs of random rows with one thread and prints how many floating-point operations
 * it did per second of CPU time; twice, since the first run also compiles. Arguments: rows, dims.
 */
public final class ExactJoin {
  private ExactJoin() {}

  /** Runs it. */
  public static void main(String[] args) {
    int rows = Integer.parseInt(args[0]);
    int dims = Integer.parseInt(args[1]);
    Random random = new Random(1);
    EmbeddingBlockBuilder block = new EmbeddingBlockBuilder(dims, rows);
    float[] vector = new float[dims];
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < dims; k++) {
        vector[k] = (float) random.nextGaussian();
      }
      block.add("r" + row, vector);
    }
    EmbeddingMatrix matrix = EmbeddingMatrix.of(block.build());
    JoinParams params = JoinParams.defaults().withMethod(JoinMethod.EXACT).withThreshold(0.9);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int run = 0; run < 2; run++) {
      long start = threads.getCurrentThreadCpuTime();
      JoinResult result = SimilarityJoin.of(matrix, params, 1);
      double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
      long pairs = result.facts().comparedPairs();
      System.out.printf(
          Locale.ROOT,
          "%s kernel, %,d x %d: %,d pairs, %.2f CPU s, %.1f GFLOP/s%n",
          Kernels.pairs().name(),
          rows,
          dims,
          pairs,
          seconds,
          2.0 * dims * pairs / seconds / 1e9);
    }
  }
}
