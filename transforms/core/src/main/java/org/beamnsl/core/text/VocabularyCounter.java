package org.beamnsl.core.text;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts tokens and keeps the most frequent. Equally frequent tokens are ordered with the larger
 * text first, as TensorFlow Transform does. The result does not depend on the order of counting.
 */
public final class VocabularyCounter {
  private static final Comparator<Map.Entry<String, Long>> ORDER =
      Map.Entry.<String, Long>comparingByValue()
          .thenComparing(Map.Entry.comparingByKey())
          .reversed();

  private final Map<String, Long> counts = new HashMap<>();

  /** Counts every token once more. */
  public void add(List<String> tokens) {
    for (String token : tokens) {
      counts.merge(token, 1L, Long::sum);
    }
  }

  /** How many different tokens were counted. */
  public int distinct() {
    return counts.size();
  }

  /** The {@code size} most frequent tokens, the most frequent first. */
  public List<String> mostFrequent(int size) {
    return counts.entrySet().stream().sorted(ORDER).limit(size).map(Map.Entry::getKey).toList();
  }
}
