package org.beamnsl.core.statistics;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.tensorflow.proto.Feature;

/** Gathers the statistics of one feature, one example after the other, in bounded memory. */
public final class FeatureAccumulator {
  /** How many values the quantiles are taken from. */
  public static final int SAMPLE = 20_000;

  private static final int DISTINCT = 50_000;
  private static final int TOP = 20;
  private static final int LONGEST_TEXT = 100;

  private final TreeMap<String, Long> kinds = new TreeMap<>();
  private final HashedSample sample = new HashedSample(SAMPLE);
  private final HashedSample lengths = new HashedSample(SAMPLE);
  private final FrequentValues frequent = new FrequentValues(DISTINCT);
  private long present;
  private long minLength = Long.MAX_VALUE;
  private long maxLength;
  private long values;
  private long nonFinite;
  private long counted;
  private double mean;
  private double squares;

  /** Adds the feature of one example; an empty one counts as missing. */
  public void add(Feature feature) {
    long length =
        switch (feature.getKindCase()) {
          case BYTES_LIST -> addTexts(feature.getBytesList().getValueList());
          case FLOAT_LIST -> addFloats(feature);
          case INT64_LIST -> addInts(feature.getInt64List().getValueList());
          case KIND_NOT_SET -> 0;
        };
    if (length > 0) {
      present++;
      lengths.add(length);
      minLength = Math.min(minLength, length);
      maxLength = Math.max(maxLength, length);
    }
  }

  private long addTexts(List<ByteString> texts) {
    count("bytes", texts.size());
    for (ByteString text : texts) {
      number(text.size());
      if (text.size() <= LONGEST_TEXT && text.isValidUtf8()) {
        counted++;
        frequent.add(text.toStringUtf8());
      }
    }
    return texts.size();
  }

  private long addFloats(Feature feature) {
    int length = feature.getFloatList().getValueCount();
    count("float", length);
    for (int i = 0; i < length; i++) {
      number(feature.getFloatList().getValue(i));
    }
    return length;
  }

  private long addInts(List<Long> numbers) {
    count("int", numbers.size());
    for (long value : numbers) {
      number(value);
      counted++;
      frequent.add(Long.toString(value));
    }
    return numbers.size();
  }

  private void count(String kind, int length) {
    if (length > 0) {
      kinds.merge(kind, 1L, Long::sum);
    }
  }

  /** Running mean and sum of squared deviations (Welford, 1962). */
  private void number(double value) {
    if (!Double.isFinite(value)) {
      nonFinite++;
      return;
    }
    values++;
    double delta = value - mean;
    mean += delta / values;
    squares += delta * (value - mean);
    sample.add(value);
  }

  /**
   * The statistics so far.
   *
   * @param examples number of examples looked at, those without the feature included
   */
  public FeatureStatistics statistics(long examples) {
    return new FeatureStatistics(
        kinds,
        present,
        examples - present,
        present == 0 ? 0 : minLength,
        maxLength,
        present == 0 ? 0 : (double) (values + nonFinite) / present,
        quantiles(lengths.sorted()),
        values + nonFinite,
        nonFinite,
        mean,
        values > 1 ? Math.sqrt(squares / (values - 1)) : 0,
        quantiles(sample.sorted()),
        new TreeMap<>(frequent.top(TOP)),
        frequent.maximalError(),
        counted,
        frequent.distinct());
  }

  private static List<Double> quantiles(double[] sorted) {
    List<Double> quantiles = new ArrayList<>();
    for (int i = 0; sorted.length > 0 && i <= 10; i++) {
      quantiles.add(sorted[(int) Math.round(i * (sorted.length - 1) / 10.0)]);
    }
    return quantiles;
  }
}
