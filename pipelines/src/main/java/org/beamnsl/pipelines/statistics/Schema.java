package org.beamnsl.pipelines.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.beamnsl.core.statistics.FeatureStatistics;
import org.jspecify.annotations.Nullable;

/** The shape of a split's features, and where another split departs from it. */
record Schema(SortedMap<String, Entry> features) {
  /** A feature with more different values than this is not held to them. */
  private static final int LARGEST_DOMAIN = 20;

  private static final int SHOWN_VALUES = 5;

  /**
   * One feature.
   *
   * @param kind {@code bytes}, {@code float} or {@code int}
   * @param required whether every example has it
   * @param length the number of values when all examples have equally many, else null
   * @param domain the texts or whole numbers that it takes, null for floats and when they are many
   *     or each of them is rare
   */
  record Entry(
      String kind, boolean required, @Nullable Long length, @Nullable List<String> domain) {}

  static Schema of(SplitStatistics split) {
    TreeMap<String, Entry> features = new TreeMap<>();
    split
        .features()
        .forEach(
            (name, feature) ->
                features.put(
                    name,
                    new Entry(
                        feature.kind(),
                        feature.missing() == 0,
                        fixedLength(feature),
                        domain(feature))));
    return new Schema(features);
  }

  /** Values that came once each, such as the ids of a small split, say nothing of what may come. */
  private static @Nullable List<String> domain(FeatureStatistics feature) {
    boolean few =
        feature.distinct() > 0
            && feature.distinct() <= LARGEST_DOMAIN
            && 2 * feature.distinct() <= feature.values();
    return few && feature.countsEveryValue() ? List.copyOf(feature.top().keySet()) : null;
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
    checkDomain(where, found, expected.domain(), anomalies);
  }

  private static void checkDomain(
      String where,
      FeatureStatistics found,
      @Nullable List<String> domain,
      List<String> anomalies) {
    if (domain == null) {
      return;
    }
    TreeSet<String> others = new TreeSet<>(found.top().keySet());
    others.removeAll(domain);
    if (!others.isEmpty()) {
      anomalies.add(
          String.format(
              "%shas %s '%s'%s; the schema knows %s",
              where,
              others.size() == 1 ? "the value" : "the values",
              others.stream().limit(SHOWN_VALUES).collect(Collectors.joining("', '")),
              others.size() > SHOWN_VALUES ? " and others" : "",
              domain));
    } else if (!found.countsEveryValue()) {
      anomalies.add(where + "has values of more than 100 bytes; the schema knows " + domain);
    }
  }
}
