package org.beamnsl.core.lsh;

import org.beamnsl.core.similarity.Cosine;
import org.beamnsl.core.similarity.EmbeddingMatrix;

/** How the cosines of all pairs of a sample are distributed, in steps of .01. */
public final class CosineHistogram {
  private static final int BINS = 200;

  private final long[] counts = new long[BINS];
  private long pairs;

  /** Counts every pair of the rows of a sample; double precision, so the same on every machine. */
  public static CosineHistogram of(EmbeddingMatrix sample) {
    CosineHistogram histogram = new CosineHistogram();
    for (int a = 0; a < sample.rows(); a++) {
      for (int b = a + 1; b < sample.rows(); b++) {
        histogram.add(Cosine.of(sample, a, b));
      }
    }
    return histogram;
  }

  void add(double cosine) {
    counts[Math.min(BINS - 1, (int) ((cosine + 1) * (BINS / 2)))]++;
    pairs++;
  }

  public long pairs() {
    return pairs;
  }

  /** Mean of the cosines, to half a step; 0 without pairs. */
  public double mean() {
    return pairs == 0 ? 0 : expect(cosine -> cosine);
  }

  /** Mean of a function of the cosine; 0 without pairs. */
  double expect(Weight weight) {
    double sum = 0;
    for (int bin = 0; bin < BINS; bin++) {
      if (counts[bin] > 0) {
        sum += counts[bin] * weight.of((bin + 0.5) * 2 / BINS - 1);
      }
    }
    return pairs == 0 ? 0 : sum / pairs;
  }

  /** A function of the cosine. */
  interface Weight {
    double of(double cosine);
  }
}
