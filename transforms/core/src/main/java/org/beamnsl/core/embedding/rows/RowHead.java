package org.beamnsl.core.embedding.rows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a row has besides its payload.
 *
 * @param id the id in UTF-8
 * @param split the number of the split it belongs to
 * @param label the class, -1 when unlabelled
 */
@SuppressWarnings("ArrayRecordComponent")
public record RowHead(byte[] id, int split, long label) {
  /** The id as text. */
  public String idText() {
    return new String(id, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowHead that
        && split == that.split
        && label == that.label
        && Arrays.equals(id, that.id);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(id) + split;
  }
}
