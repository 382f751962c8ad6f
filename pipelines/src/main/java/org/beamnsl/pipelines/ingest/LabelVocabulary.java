package org.beamnsl.pipelines.ingest;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.stream.LongStream;
import org.beamnsl.core.failure.NslException;

/**
 * Labels as text to labels as numbers. Integers stay what they are; other texts are numbered in
 * alphabetical order.
 */
final class LabelVocabulary {
  /** The number of an unlabelled example. */
  static final long UNLABELLED = -1;

  private static final int MAX_NUMBERED_CLASSES = 100_000;

  private final List<String> classes;
  private final Map<String, Long> numbers = new HashMap<>();
  private final boolean integers;

  private LabelVocabulary(List<String> classes, boolean integers) {
    this.classes = List.copyOf(classes);
    this.integers = integers;
    for (int i = 0; i < classes.size(); i++) {
      numbers.put(classes.get(i), (long) i);
    }
  }

  /** The vocabulary of all labels that occur; missing ones are not among them. */
  static LabelVocabulary of(SortedSet<String> labels) {
    if (!labels.stream().allMatch(LabelVocabulary::isInteger)) {
      return named(List.copyOf(labels));
    }
    long max = labels.stream().mapToLong(Long::parseLong).max().orElse(-1);
    long min = labels.stream().mapToLong(Long::parseLong).min().orElse(0);
    boolean classes = min >= 0 && max < MAX_NUMBERED_CLASSES;
    return new LabelVocabulary(
        classes ? LongStream.rangeClosed(0, max).mapToObj(Long::toString).toList() : List.of(),
        true);
  }

  /** Classes with names, numbered in this order. */
  static LabelVocabulary named(List<String> classes) {
    return new LabelVocabulary(classes, false);
  }

  /** The classes that a file names, one a line. */
  static LabelVocabulary read(String file) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      RowReader.lines(file, (number, line) -> names.add(line.strip()));
    } catch (NoSuchFileException e) {
      throw NslException.noInput("--labelVocabulary=" + file + ": not found");
    }
    return named(names);
  }

  /** Whether a text means that there is no label. */
  static boolean isMissing(String label) {
    return label.isBlank() || label.strip().equals("-1");
  }

  private static boolean isInteger(String text) {
    return text.matches("[+-]?[0-9]{1,18}");
  }

  /** The number of a label, or nothing when the vocabulary does not have it. */
  OptionalLong number(String label) {
    String name = label.strip();
    if (integers) {
      return isInteger(name) ? OptionalLong.of(Long.parseLong(name)) : OptionalLong.empty();
    }
    Long number = numbers.get(name);
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /** The names of the classes in the order of their numbers. */
  List<String> classes() {
    return classes;
  }
}
