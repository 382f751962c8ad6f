package org.beamnsl.core.embedding.rows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.beamnsl.core.failure.NslException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one partition, ordered by split and id, so that what comes out does not depend on the
 * order in which pages came. It keeps the pages in memory.
 */
public final class RowTable {
  private static final int NAMED_DUPLICATES = 10;

  private final List<Row> rows = new ArrayList<>();

  /** Takes one row after the other. */
  public interface Sink {
    /** Takes the row at which the reader stands. */
    void accept(RowHead head, RowReader row) throws IOException;
  }

  /** Adds the rows of a page; the array is kept. */
  public void addPage(byte[] page) {
    RowReader reader = new RowReader(page);
    while (reader.next()) {
      rows.add(new Row(reader.head(), page, reader.start()));
    }
  }

  /**
   * Hands on all rows in order.
   *
   * @throws NslException (65) when two rows of one split share an id
   */
  public void forEach(Sink sink) throws IOException {
    Collections.sort(rows);
    checkUnique();
    for (Row row : rows) {
      RowReader reader = new RowReader(row.page, row.start);
      reader.next();
      sink.accept(row.head, reader);
    }
  }

  private void checkUnique() {
    TreeSet<String> duplicates = new TreeSet<>();
    @Nullable Row before = null;
    for (Row row : rows) {
      if (before != null && row.compareTo(before) == 0 && duplicates.size() < NAMED_DUPLICATES) {
        duplicates.add("'" + row.head.idText() + "'");
      }
      before = row;
    }
    if (!duplicates.isEmpty()) {
      throw NslException.badData("several examples share an id: " + String.join(", ", duplicates));
    }
  }

  /** A row where it lies in its page. */
  private record Row(RowHead head, byte[] page, int start) implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      int order = Integer.compare(head.split(), other.head.split());
      return order != 0 ? order : Arrays.compareUnsigned(head.id(), other.head.id());
    }
  }
}
