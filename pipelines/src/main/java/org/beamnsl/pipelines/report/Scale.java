package org.beamnsl.pipelines.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the numbers of a horizontal axis lie, at even distances or at even ratios.
 *
 * @param low the lower end of the axis
 * @param high the upper end
 * @param logarithmic whether equal ratios are equally far apart
 */
record Scale(double low, double high, boolean logarithmic) {
  private static final double WIDE_RATIO = 20;
  private static final double ROUNDING = 1e-9;
  private static final int[] ROUND = {1, 2, 5};

  /** An axis of equal distances. */
  static Scale linear(double min, double max) {
    return new Scale(min, max > min ? max : min + 1, false);
  }

  /** An axis of equal ratios where the numbers are positive and far apart, else of distances. */
  static Scale spread(double min, double max) {
    return min > 0 && max >= WIDE_RATIO * min ? new Scale(min, max, true) : linear(min, max);
  }

  /** The round numbers on the axis. */
  List<Double> marks() {
    List<Double> marks = new ArrayList<>();
    if (logarithmic) {
      for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
        for (int digit : ROUND) {
          marks.add(digit * Math.pow(10, power));
        }
      }
    } else {
      marks.addAll(Ticks.of(low, high).marks());
    }
    marks.removeIf(mark -> position(mark) < -ROUNDING || position(mark) > 1 + ROUNDING);
    return marks;
  }

  /** Where a value lies on the axis, 0 at the lower end and 1 at the upper. */
  double position(double value) {
    return logarithmic
        ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }
}
