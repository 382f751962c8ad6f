package org.beamnsl.core.statistics;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of one feature of one split.
 *
 * @param kinds in how many examples it was {@code bytes}, {@code float} or {@code int}
 * @param present number of examples that have it with at least one value
 * @param missing number of examples that do not
 * @param minLength smallest number of values of an example that has it; 0 when none has
 * @param maxLength largest number of values of an example
 * @param meanLength mean number of values of the examples that have it
 * @param lengthQuantiles smallest, deciles and largest number of values, as {@code quantiles} are;
 *     empty when none has it
 * @param values number of values in all
 * @param nonFinite values that are NaN or infinite; they enter no other figure
 * @param mean mean of the numbers; for texts, of their lengths in bytes
 * @param std their standard deviation
 * @param quantiles their minimum, deciles and maximum: 11 numbers, from a sample of at most {@value
 *     FeatureAccumulator#SAMPLE} values; empty without values
 * @param top the most frequent texts or whole numbers and their counts; empty for floats
 * @param topError by how much a count may be too small
 * @param counted how many values are texts of at most 100 bytes or whole numbers: the others have
 *     no part in {@code top} and {@code distinct}
 * @param distinct number of different texts or whole numbers that were counted
 */
public record FeatureStatistics(
    SortedMap<String, Long> kinds,
    long present,
    long missing,
    long minLength,
    long maxLength,
    double meanLength,
    List<Double> lengthQuantiles,
    long values,
    long nonFinite,
    double mean,
    double std,
    List<Double> quantiles,
    SortedMap<String, Long> top,
    long topError,
    long counted,
    long distinct) {
  /** Copies the collections. */
  public FeatureStatistics {
    kinds = new TreeMap<>(kinds);
    lengthQuantiles = List.copyOf(lengthQuantiles);
    quantiles = List.copyOf(quantiles);
    top = new TreeMap<>(top);
  }

  /** The kind that most examples have; {@code none} when there are no values. */
  public String kind() {
    return kinds.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("none");
  }

  /** The share of examples without it, in [0, 1]. */
  double missingShare() {
    return present + missing == 0 ? 0 : (double) missing / (present + missing);
  }

  /** Whether {@code distinct} has seen every value: floats, long texts and rare ones escape it. */
  public boolean countsEveryValue() {
    return topError == 0 && counted == values;
  }
}
