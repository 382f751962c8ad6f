package org.beamnsl.trainer.training;

import java.util.LinkedHashMap;
import java.util.Map;

/** Means of reported numbers over batches, weighted by the examples each number counts. */
final class EpochMeans {

  private final Report report;
  private final double[] sums;
  private final double[] counts;

  EpochMeans(Report report) {
    this.report = report;
    this.sums = new double[report.names().size()];
    this.counts = new double[sums.length];
  }

  void add(float[] values, int examples, float[] labelled) {
    for (int i = 0; i < sums.length; i++) {
      int target = report.counted().get(i);
      double count = target < 0 ? examples : labelled[target];
      sums[i] += values[i] * count;
      counts[i] += count;
    }
  }

  Map<String, Double> values() {
    Map<String, Double> means = new LinkedHashMap<>();
    for (int i = 0; i < sums.length; i++) {
      means.put(report.names().get(i), counts[i] == 0 ? 0 : sums[i] / counts[i]);
    }
    return means;
  }

  double[] sums() {
    return sums.clone();
  }

  double[] counts() {
    return counts.clone();
  }

  void restore(double[] savedSums, double[] savedCounts) {
    System.arraycopy(savedSums, 0, sums, 0, sums.length);
    System.arraycopy(savedCounts, 0, counts, 0, counts.length);
  }
}
