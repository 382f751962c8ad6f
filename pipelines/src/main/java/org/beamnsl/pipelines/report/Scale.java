package org.beamnsl.pipelines.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the numbers of a horizontal axis lie.
 *
 * @param low the lower end of the axis
 * @param high the upper end
 * @param spacing what is equally far apart
 */
record Scale(double low, double high, Spacing spacing) {
  /** What is equally far apart on an axis. */
  enum Spacing {
    /** Numbers with the same difference. */
    DIFFERENCE,
    /** Numbers with the same ratio. */
    RATIO,
    /** Numbers whose roots have the same difference: room for small ones, and for 0. */
    ROOT
  }

  private static final double WIDE_RATIO = 20;
  private static final double ROUNDING = 1e-9;
  private static final double LEAST_GAP = 0.12;
  private static final int[] ROUND = {1, 2, 5};

  /** An axis of equal distances. */
  static Scale linear(double min, double max) {
    return new Scale(min, max > min ? max : min + 1, Spacing.DIFFERENCE);
  }

  /** An axis of equal ratios where the numbers are positive and far apart, else of distances. */
  static Scale spread(double min, double max) {
    return min > 0 && max >= WIDE_RATIO * min
        ? new Scale(min, max, Spacing.RATIO)
        : linear(min, max);
  }

  /** An axis of strengths of attacks: from 0, with more room for small ones. */
  static Scale root(double min, double max) {
    return new Scale(0, max > 0 ? max : 1, Spacing.ROOT);
  }

  /** The round numbers on the axis. */
  List<Double> marks() {
    List<Double> marks = new ArrayList<>();
    switch (spacing) {
      case DIFFERENCE -> marks.addAll(Ticks.of(low, high).marks());
      case RATIO -> marks.addAll(powers(low));
      case ROOT -> {
        marks.add(0.0);
        for (double mark : powers(high / 1000)) {
          if (position(mark) - position(marks.get(marks.size() - 1)) >= LEAST_GAP) {
            marks.add(mark);
          }
        }
      }
    }
    marks.removeIf(mark -> position(mark) < -ROUNDING || position(mark) > 1 + ROUNDING);
    return marks;
  }

  private List<Double> powers(double from) {
    List<Double> powers = new ArrayList<>();
    for (int power = (int) Math.floor(Math.log10(from)); power <= Math.log10(high); power++) {
      for (int digit : ROUND) {
        powers.add(digit * Math.pow(10, power));
      }
    }
    return powers;
  }

  /** Where a value lies on the axis, 0 at the lower end and 1 at the upper. */
  double position(double value) {
    return switch (spacing) {
      case DIFFERENCE -> (value - low) / (high - low);
      case RATIO -> Math.log(value / low) / Math.log(high / low);
      case ROOT -> Math.sqrt(value / high);
    };
  }
}
