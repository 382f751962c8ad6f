package org.beamnsl.trainer.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.failure.NslException;

/** Flags of the form {@code name:number,name:number}. */
final class NamedNumbers {
  private NamedNumbers() {}

  /**
   * The numbers by name, in the order given.
   *
   * @throws NslException (64) for an entry of another form, a number below 0 or a name given twice
   */
  static Map<String, Double> parse(String flag, List<String> entries) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (String entry : entries) {
      int colon = entry.lastIndexOf(':');
      double number = colon < 1 ? Double.NaN : number(entry.substring(colon + 1));
      if (!(number >= 0) || Double.isInfinite(number)) {
        throw NslException.usage(
            "--" + flag + "=" + entry + ": expected name:number with a number of at least 0");
      }
      if (numbers.put(entry.substring(0, colon), number) != null) {
        throw NslException.usage("--" + flag + "=" + entry + ": the name is given twice");
      }
    }
    return numbers;
  }

  /** As {@link #parse}, with the number 1 for entries that are names alone. */
  static Map<String, Double> parseOrOne(String flag, List<String> entries) {
    return parse(
        flag, entries.stream().map(entry -> entry.contains(":") ? entry : entry + ":1").toList());
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
