package org.beamnsl.pipelines.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beamnsl.core.statistics.FeatureStatistics;
import org.jspecify.annotations.Nullable;

/** The shape of a split's features, and where another split departs from it. */
record Schema(SortedMap<String, Entry> features) {
  /**
   * One feature.
   *
   * @param kind {@code bytes}, {@code float} or {@code int}
   * @param required whether every example has it
   * @param length the number of values when all examples have equally many, else null
   */
  record Entry(String kind, boolean required, @Nullable Long length) {}

  static Schema of(SplitStatistics split) {
    TreeMap<String, Entry> features = new TreeMap<>();
    split
        .features()
        .forEach(
            (name, feature) ->
                features.put(
                    name, new Entry(feature.kind(), feature.missing() == 0, fixedLength(feature))));
    return new Schema(features);
  }

  private static @Nullable Long fixedLength(FeatureStatistics feature) {
    return feature.minLength() == feature.maxLength() ? feature.minLength() : null;
  }

  /** What is unexpected in {@code split}, one sentence each. */
  List<String> anomalies(String name, SplitStatistics split) {
    List<String> anomalies = new ArrayList<>();
    split.features().forEach((feature, found) -> check(name, feature, found, anomalies));
    for (String feature : features.keySet()) {
      if (!split.features().containsKey(feature)) {
        anomalies.add(name + ": feature '" + feature + "' is missing everywhere");
      }
    }
    return anomalies;
  }

  private void check(
      String split, String feature, FeatureStatistics found, List<String> anomalies) {
    String where = split + ": feature '" + feature + "' ";
    if (found.kinds().size() > 1) {
      anomalies.add(where + "has values of several kinds: " + found.kinds());
    }
    if (found.nonFinite() > 0) {
      anomalies.add(where + "has " + found.nonFinite() + " values that are not finite");
    }
    @Nullable Entry expected = features.get(feature);
    if (expected == null) {
      anomalies.add(where + "is not in the schema");
      return;
    }
    if (!found.kind().equals(expected.kind())) {
      anomalies.add(where + "is " + found.kind() + ", the schema says " + expected.kind());
    }
    if (expected.required() && found.missing() > 0) {
      anomalies.add(where + "is missing in " + found.missing() + " examples");
    }
    @Nullable Long length = expected.length();
    if (length != null && (found.minLength() != length || found.maxLength() != length)) {
      anomalies.add(
          where
              + "has "
              + found.minLength()
              + " to "
              + found.maxLength()
              + " values, the schema says "
              + length);
    }
  }
}
