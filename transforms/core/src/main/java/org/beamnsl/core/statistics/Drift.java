package org.beamnsl.core.statistics;

import java.util.List;
import java.util.TreeSet;

/** How far two sets of values of one feature lie apart, in [0, 1]. */
public final class Drift {
  private static final double LN2 = Math.log(2);

  private Drift() {}

  /**
   * The largest of three distances: between the values, between the shares of examples that lack
   * the feature, and (Jensen–Shannon) between the numbers of values that examples have.
   */
  public static double of(FeatureStatistics now, FeatureStatistics before) {
    double missing = Math.abs(now.missingShare() - before.missingShare());
    double lengths = jensenShannon(now.lengthQuantiles(), before.lengthQuantiles());
    return Math.max(ofValues(now, before), Math.max(missing, lengths));
  }

  /** The distance that fits the values: of texts and few whole numbers by value, else by decile. */
  static double ofValues(FeatureStatistics now, FeatureStatistics before) {
    boolean categories =
        !now.kind().equals("float") && Math.max(now.distinct(), before.distinct()) <= 1000;
    return categories ? infinity(now, before) : jensenShannon(now.quantiles(), before.quantiles());
  }

  /** L-infinity: the largest difference between the shares of one value among the frequent ones. */
  static double infinity(FeatureStatistics now, FeatureStatistics before) {
    TreeSet<String> values = new TreeSet<>(now.top().keySet());
    values.addAll(before.top().keySet());
    double largest = 0;
    for (String value : values) {
      largest = Math.max(largest, Math.abs(share(now, value) - share(before, value)));
    }
    return largest;
  }

  private static double share(FeatureStatistics statistics, String value) {
    return statistics.values() == 0
        ? 0
        : (double) statistics.top().getOrDefault(value, 0L) / statistics.values();
  }

  /**
   * Jensen–Shannon divergence to base 2 between two distributions given by their minimum, deciles
   * and maximum, over the bins that the deciles of {@code before} cut; the distributions are read
   * off the deciles by linear interpolation.
   */
  static double jensenShannon(List<Double> now, List<Double> before) {
    if (now.isEmpty() || before.isEmpty()) {
      return now.isEmpty() == before.isEmpty() ? 0 : 1;
    }
    double divergence = 0;
    double lastNow = 0;
    double lastBefore = 0;
    for (int i = 1; i <= 11; i++) {
      double edge = i == 11 ? Double.POSITIVE_INFINITY : before.get(i);
      double shareNow = below(now, edge) - lastNow;
      double shareBefore = below(before, edge) - lastBefore;
      divergence += half(shareNow, shareBefore) + half(shareBefore, shareNow);
      lastNow += shareNow;
      lastBefore += shareBefore;
    }
    return Math.max(0, Math.min(1, divergence));
  }

  private static double half(double p, double q) {
    return p <= 0 ? 0 : 0.5 * p * Math.log(2 * p / (p + q)) / LN2;
  }

  /** The share of values up to {@code edge}. */
  private static double below(List<Double> quantiles, double edge) {
    int last = quantiles.size() - 1;
    if (edge >= quantiles.get(last)) {
      return 1;
    }
    int i = last;
    while (i > 0 && quantiles.get(i) > edge) {
      i--;
    }
    double low = quantiles.get(i);
    double high = quantiles.get(Math.min(last, i + 1));
    double part = high > low ? Math.max(0, Math.min(1, (edge - low) / (high - low))) : 0;
    return edge < quantiles.get(0) ? 0 : (i + part) / last;
  }
}
