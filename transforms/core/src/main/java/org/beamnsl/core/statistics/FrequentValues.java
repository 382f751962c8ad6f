package org.beamnsl.core.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The most frequent texts of a stream in bounded memory: exact while there are at most {@code
 * capacity} different ones, else each count is short by at most {@link #maximalError} (Misra and
 * Gries, 1982).
 */
final class FrequentValues {
  private final int capacity;
  private final Map<String, Long> counts = new HashMap<>();
  private long maximalError;

  FrequentValues(int capacity) {
    this.capacity = capacity;
  }

  void add(String value) {
    counts.merge(value, 1L, Long::sum);
    if (counts.size() > capacity) {
      shrink();
    }
  }

  private void shrink() {
    List<Long> sorted = new ArrayList<>(counts.values());
    sorted.sort(Comparator.naturalOrder());
    long cut = sorted.get(sorted.size() / 2);
    maximalError += cut;
    counts.replaceAll((value, count) -> count - cut);
    counts.values().removeIf(count -> count <= 0);
  }

  long maximalError() {
    return maximalError;
  }

  int distinct() {
    return counts.size();
  }

  /** The {@code size} most frequent values with their counts, by value. */
  Map<String, Long> top(int size) {
    Map<String, Long> top = new TreeMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(size)
        .forEach(entry -> top.put(entry.getKey(), entry.getValue()));
    return top;
  }
}
