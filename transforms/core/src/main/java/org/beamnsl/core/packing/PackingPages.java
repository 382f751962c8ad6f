package org.beamnsl.core.packing;

import org.beamnsl.core.page.PageReader;
import org.beamnsl.core.page.PageWriter;
import org.beamnsl.core.page.PartitionPages;

/** The items that cross the first shuffle of packing, as they lie in pages. */
public final class PackingPages {
  private static final int EXAMPLE = 0;
  private static final int EDGE = 1;

  private PackingPages() {}

  /** Writes an example to the page of its id's partition. */
  public static void putExample(
      PartitionPages pages, Role role, long sequence, byte[] id, byte[] record) {
    int partition = pages.partition(id, 0, id.length);
    PageWriter page = pages.page(partition);
    page.putByte(EXAMPLE);
    page.putByte(role.ordinal());
    page.putLong(sequence);
    page.putBytes(id);
    page.putBytes(record);
    pages.written(partition);
  }

  /** Writes an edge to a page of one partition. */
  public static void putEdge(
      PartitionPages pages,
      int partition,
      byte[] bytes,
      int sourceStart,
      int sourceEnd,
      int targetStart,
      int targetEnd,
      double weight) {
    PageWriter page = pages.page(partition);
    page.putByte(EDGE);
    page.putDouble(weight);
    page.putBytes(bytes, sourceStart, sourceEnd);
    page.putBytes(bytes, targetStart, targetEnd);
    pages.written(partition);
  }

  /** Adds what a page holds to a table. */
  static void read(byte[] bytes, PackingTable table) {
    PageReader page = new PageReader(bytes);
    while (page.hasMore()) {
      if (page.getByte() == EXAMPLE) {
        Role role = Role.of(page.getByte());
        long sequence = page.getLong();
        page.part();
        int idStart = page.start();
        int idEnd = page.end();
        table.addExample(role, sequence, bytes, idStart, idEnd, page.getBytes());
      } else {
        double weight = page.getDouble();
        page.part();
        int sourceStart = page.start();
        int sourceEnd = page.end();
        page.part();
        table.addEdge(bytes, sourceStart, sourceEnd, page.start(), page.end(), weight);
      }
    }
  }
}
