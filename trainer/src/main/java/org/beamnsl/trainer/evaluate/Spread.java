package org.beamnsl.trainer.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A figure over several seeds.
 *
 * @param std the sample standard deviation (n − 1), 0 for a single value
 * @param values in the order of the seeds
 */
public record Spread(double mean, double std, List<Double> values) {

  /** Copies the list. */
  public Spread {
    values = List.copyOf(values);
  }

  /** The spread of at least one value. */
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    double std = values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1));
    return new Spread(mean, std, Arrays.stream(values).boxed().toList());
  }

  /** {@code 83.3 ± 0.5} for {@code factor} 100; the mean alone for a single value. */
  public String text(double factor, int decimals) {
    String mean = String.format(Locale.ROOT, "%." + decimals + "f", factor * this.mean);
    return values.size() == 1
        ? mean
        : mean + String.format(Locale.ROOT, " ± %." + decimals + "f", factor * std);
  }
}
