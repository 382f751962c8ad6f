package org.beamnsl.pipelines.ingest;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What stands in one column of one row, before the column's type is settled.
 *
 * @param type the narrowest type that holds it
 * @param values its values as text; empty when missing
 */
record Cell(CellType type, List<String> values) {
  static final Cell MISSING = new Cell(CellType.MISSING, List.of());

  // No leading zeros: they mean codes, not numbers.
  private static final Pattern INT = Pattern.compile("[+-]?(0|[1-9][0-9]{0,17})");
  private static final Pattern FLOAT =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");
  private static final int LONGEST_NUMBER = 40;

  /** What a type of cell can hold; each holds what those before it hold. */
  enum CellType {
    MISSING,
    INT,
    FLOAT,
    TEXT;

    CellType or(CellType other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  /** A text, whatever it looks like. */
  static Cell text(String text) {
    return new Cell(CellType.TEXT, List.of(text));
  }

  /** A text from a file that has only texts: numbers are told by their looks. */
  static Cell guess(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      return MISSING;
    }
    CellType type = guessType(stripped);
    return new Cell(type, List.of(type == CellType.TEXT ? text : stripped));
  }

  /** As {@link #guess}, for several values. */
  static Cell guess(List<String> texts) {
    CellType type = CellType.MISSING;
    for (String text : texts) {
      type = type.or(guessType(text));
    }
    return new Cell(type, List.copyOf(texts));
  }

  private static CellType guessType(String text) {
    if (text.length() > LONGEST_NUMBER || "+-.0123456789".indexOf(text.charAt(0)) < 0) {
      return CellType.TEXT;
    }
    if (INT.matcher(text).matches()) {
      return CellType.INT;
    }
    boolean code = text.length() > 1 && text.charAt(0) == '0' && Character.isDigit(text.charAt(1));
    return !code && FLOAT.matcher(text).matches() ? CellType.FLOAT : CellType.TEXT;
  }
}
