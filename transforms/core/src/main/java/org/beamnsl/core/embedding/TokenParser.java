package org.beamnsl.core.embedding;

import java.util.Arrays;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.example.FeatureCursor;
import org.beamnsl.core.example.FeatureKind;
import org.beamnsl.core.similarity.IdTable;

/**
 * Takes a set of tokens out of a feature: integers as they are, strings as their hashes of 64 bits
 * (of ten million different strings two have the same hash once in 400,000 tries). Not safe for use
 * by several threads.
 */
final class TokenParser {
  private long[] tokens = new long[64];

  /** The distinct tokens of the last feature read, ascending. */
  long[] tokens() {
    return tokens;
  }

  /**
   * Reads a feature.
   *
   * @param feature its name, for messages
   * @return number of distinct tokens
   */
  int read(FeatureCursor cursor, String feature) throws BadExampleException {
    FeatureKind kind = cursor.kind();
    if (kind == FeatureKind.FLOAT) {
      throw new BadExampleException(feature + " holds FLOAT, expected tokens: INT64 or BYTES");
    }
    int count = 0;
    while (cursor.next()) {
      if (count == tokens.length) {
        tokens = Arrays.copyOf(tokens, 2 * count);
      }
      tokens[count++] = kind == FeatureKind.INT64 ? cursor.int64Value() : hash(cursor);
    }
    if (count == 0) {
      throw new BadExampleException(feature + " is an empty set");
    }
    return distinct(count);
  }

  private static long hash(FeatureCursor cursor) {
    byte[] text = cursor.bytesValue();
    return IdTable.hash(text, 0, text.length);
  }

  private int distinct(int count) {
    Arrays.sort(tokens, 0, count);
    int kept = 1;
    for (int i = 1; i < count; i++) {
      if (tokens[i] != tokens[kept - 1]) {
        tokens[kept++] = tokens[i];
      }
    }
    return kept;
  }
}
