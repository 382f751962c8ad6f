package org.beamnsl.trainer.evaluate;

import java.util.Arrays;

/**
 * How targeted attacks went.
 *
 * @param steps after how many steps each example was taken for its target; −1 for never, 0 for
 *     before the first
 * @param distances how far the values of each had moved by then at most (infinity norm), or at the
 *     end
 */
record Flips(int[] steps, double[] distances) {

  /** Both, one after the other. */
  Flips and(Flips other) {
    int[] allSteps = Arrays.copyOf(steps, steps.length + other.steps.length);
    System.arraycopy(other.steps, 0, allSteps, steps.length, other.steps.length);
    double[] all = Arrays.copyOf(distances, allSteps.length);
    System.arraycopy(other.distances, 0, all, distances.length, other.distances.length);
    return new Flips(allSteps, all);
  }

  /** None yet. */
  static Flips none() {
    return new Flips(new int[0], new double[0]);
  }

  /** Share of examples that flipped within this many steps. */
  double rate(int within) {
    return (double) Arrays.stream(steps).filter(step -> step >= 0 && step <= within).count()
        / steps.length;
  }

  /** Median steps, where an example that never flipped counts as {@code most} + 1. */
  double medianSteps(int most) {
    return median(Arrays.stream(steps).mapToDouble(step -> step < 0 ? most + 1 : step).toArray());
  }

  /** Median of the distances, those that were not enough included. */
  double medianDistance() {
    return median(distances.clone());
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Flips that
        && Arrays.equals(steps, that.steps)
        && Arrays.equals(distances, that.distances);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(steps);
  }

  @Override
  public String toString() {
    return "Flips" + Arrays.toString(steps);
  }
}
