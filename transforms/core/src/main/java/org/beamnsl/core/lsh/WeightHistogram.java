package org.beamnsl.core.lsh;

import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.PairWeight;

/** How the weights of all pairs of a sample are distributed, from -1 to 1 in steps of .01. */
public final class WeightHistogram {
  private static final int BINS = 200;

  private final long[] counts = new long[BINS];
  private long pairs;

  /** Counts every pair of the rows of a sample; double precision, so the same on every machine. */
  public static WeightHistogram of(EmbeddingMatrix sample, PairWeight weight) {
    WeightHistogram histogram = new WeightHistogram();
    for (int a = 0; a < sample.rows(); a++) {
      for (int b = a + 1; b < sample.rows(); b++) {
        histogram.add(weight.of(sample, a, b));
      }
    }
    return histogram;
  }

  void add(double weight) {
    counts[Math.min(BINS - 1, (int) ((weight + 1) * (BINS / 2)))]++;
    pairs++;
  }

  public long pairs() {
    return pairs;
  }

  /** Mean of the weights, to half a step; 0 without pairs. */
  public double mean() {
    return pairs == 0 ? 0 : expect(weight -> weight);
  }

  /** Mean of a function of the weight; 0 without pairs. */
  double expect(Function function) {
    double sum = 0;
    for (int bin = 0; bin < BINS; bin++) {
      if (counts[bin] > 0) {
        sum += counts[bin] * function.of((bin + 0.5) * 2 / BINS - 1);
      }
    }
    return pairs == 0 ? 0 : sum / pairs;
  }

  /** A function of the weight. */
  interface Function {
    double of(double weight);
  }
}
