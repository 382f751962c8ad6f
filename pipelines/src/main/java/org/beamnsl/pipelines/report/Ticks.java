package org.beamnsl.pipelines.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Round numbers along an axis.
 *
 * @param low the lower end of the axis
 * @param high the upper end
 * @param step the distance between two marks
 */
record Ticks(double low, double high, double step) {
  private static final int MARKS = 5;

  /** An axis that holds all values from {@code min} to {@code max}; from 0 on for one value. */
  static Ticks of(double min, double max) {
    if (max > min) {
      return around(min, max);
    }
    return max == 0 ? around(0, 1) : around(Math.min(0, max), Math.max(0, max));
  }

  /** An axis of counts from 0 on: there is nothing between 0 and 1. */
  static Ticks ofCounts(double max) {
    Ticks axis = of(0, max);
    return axis.step() >= 1 ? axis : new Ticks(0, Math.max(1, Math.ceil(max)), 1);
  }

  private static Ticks around(double min, double max) {
    double rough = (max - min) / MARKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double factor = rough / power;
    double step = power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    double low = Math.floor(min / step + 1e-9) * step;
    double high = Math.ceil(max / step - 1e-9) * step;
    return new Ticks(low, high > low ? high : low + step, step);
  }

  /** Where the marks are. */
  List<Double> marks() {
    List<Double> marks = new ArrayList<>();
    int count = (int) Math.round((high - low) / step);
    for (int i = 0; i <= count; i++) {
      marks.add(low + i * step);
    }
    return marks;
  }

  /** Where a value lies on the axis, 0 at the lower end and 1 at the upper. */
  double position(double value) {
    return (value - low) / (high - low);
  }
}
