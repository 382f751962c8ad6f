package org.beamnsl.trainer.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The rows of each slice of a feature: one slice per value, or, of numbers with many different
 * values such as lengths, about {@value #RANGES} ranges that hold equally many examples.
 */
final class SliceRows {
  /** How many ranges numbers are cut into. */
  static final int RANGES = 5;

  /** A feature with more different numbers than this is cut into ranges. */
  static final int MOST_VALUES = 15;

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d+)?");

  /** Numbers by size, then other texts by the alphabet. */
  private static final Comparator<String> BY_NUMBER =
      Comparator.<String>comparingInt(text -> isNumber(text) ? 0 : 1)
          .thenComparingDouble(text -> isNumber(text) ? Double.parseDouble(text) : 0)
          .thenComparing(Comparator.naturalOrder());

  private SliceRows() {}

  /** The rows of each slice, by its name, in ascending order of values. */
  static Map<String, int[]> of(List<String> values) {
    TreeMap<String, List<Integer>> rows = new TreeMap<>(BY_NUMBER);
    for (int row = 0; row < values.size(); row++) {
      rows.computeIfAbsent(values.get(row), value -> new ArrayList<>()).add(row);
    }
    List<String> numbers = rows.keySet().stream().filter(SliceRows::isNumber).toList();
    Map<String, int[]> slices = new LinkedHashMap<>();
    if (numbers.size() > MOST_VALUES) {
      addRanges(rows, numbers, slices);
      numbers.forEach(rows::remove);
    }
    rows.forEach((value, members) -> slices.put(value, array(members)));
    return slices;
  }

  /** Equal numbers stay together, so ranges may hold more than their share, and be fewer. */
  private static void addRanges(
      Map<String, List<Integer>> rows, List<String> numbers, Map<String, int[]> slices) {
    long left =
        numbers.stream().mapToLong(number -> rows.getOrDefault(number, List.of()).size()).sum();
    List<Integer> members = new ArrayList<>();
    String first = numbers.get(0);
    for (int i = 0; i < numbers.size(); i++) {
      String number = numbers.get(i);
      members.addAll(rows.getOrDefault(number, List.of()));
      boolean last = i == numbers.size() - 1;
      if (last || (long) members.size() * (RANGES - slices.size()) >= left) {
        slices.put(first.equals(number) ? number : first + " to " + number, array(members));
        left -= members.size();
        members.clear();
        first = last ? number : numbers.get(i + 1);
      }
    }
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  private static int[] array(List<Integer> rows) {
    return rows.stream().mapToInt(row -> row).toArray();
  }
}
