package org.beamnsl.core.embedding.rows;

import java.util.Arrays;
import org.beamnsl.core.page.PageReader;
import org.beamnsl.core.page.PageWriter;

/** Steps through the rows of one page. Not for use by several threads. */
public final class RowReader {
  private final PageReader page;
  private int start;
  private int idStart;
  private int idEnd;
  private int split;
  private long label;
  private int payloadStart;
  private int payloadEnd;

  /** Stands before the first row. */
  public RowReader(byte[] page) {
    this.page = new PageReader(page);
  }

  /** Stands before the row that starts at a position. */
  RowReader(byte[] page, int position) {
    this.page = new PageReader(page, position);
  }

  /** Writes one row. */
  public static void write(PageWriter page, RowHead head, byte[] payload) {
    page.putBytes(head.id());
    page.putInt(head.split());
    page.putLong(head.label());
    page.putBytes(payload);
  }

  /** Moves to the next row; false after the last. */
  public boolean next() {
    if (!page.hasMore()) {
      return false;
    }
    start = page.position();
    page.part();
    idStart = page.start();
    idEnd = page.end();
    split = page.getInt();
    label = page.getLong();
    page.part();
    payloadStart = page.start();
    payloadEnd = page.end();
    return true;
  }

  /** Where in the page the row starts. */
  public int start() {
    return start;
  }

  /** What identifies the row. */
  public RowHead head() {
    return new RowHead(Arrays.copyOfRange(page.bytes(), idStart, idEnd), split, label);
  }

  /** A reader that stands at the payload. */
  public PageReader payload() {
    return new PageReader(page.bytes(), payloadStart);
  }

  /** The position after the payload's last byte. */
  public int payloadEnd() {
    return payloadEnd;
  }
}
