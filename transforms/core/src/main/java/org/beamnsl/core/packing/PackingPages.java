package org.beamnsl.core.packing;

import org.beamnsl.core.page.PageReader;
import org.beamnsl.core.page.PageWriter;
import org.beamnsl.core.page.PartitionPages;

/** The items that cross the shuffles of packing, as they lie in pages. */
public final class PackingPages {
  private static final int EXAMPLE = 0;
  private static final int ID = 1;
  private static final int EDGE = 2;
  private static final int NEIGHBOR = 3;
  private static final int TYPED_EDGE = 4;

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

  /** Writes an example whose record is found otherwise to the page of its id's partition. */
  public static void putId(PartitionPages pages, Role role, long sequence, byte[] id) {
    int partition = pages.partition(id, 0, id.length);
    PageWriter page = pages.page(partition);
    page.putByte(ID);
    page.putByte(role.ordinal());
    page.putLong(sequence);
    page.putBytes(id);
    pages.written(partition);
  }

  /** Writes an edge to the first page: for a table of everything. */
  public static void putEdge(PartitionPages pages, EdgeItem edge) {
    putEdge(pages, 0, edge);
  }

  /**
   * Writes an edge to the page of its target's partition and, when edges matter to both ends, its
   * opposite to that of its source: for {@link PackingStep.Kind#KNOWN_TARGETS}.
   */
  public static void putHalves(PartitionPages pages, PackParams params, EdgeItem edge) {
    byte[] bytes = edge.bytes();
    putEdge(pages, pages.partition(bytes, edge.targetStart(), edge.targetEnd()), edge);
    if (params.bothWays()) {
      int partition = pages.partition(bytes, edge.sourceStart(), edge.sourceEnd());
      putEdge(pages, partition, edge.reversed());
    }
  }

  static void putEdge(PartitionPages pages, int partition, EdgeItem edge) {
    PageWriter page = pages.page(partition);
    boolean typed = edge.typeEnd() > edge.typeStart();
    page.putByte(typed ? TYPED_EDGE : EDGE);
    page.putByte(edge.direction());
    page.putDouble(edge.weight());
    page.putBytes(edge.bytes(), edge.sourceStart(), edge.sourceEnd());
    page.putBytes(edge.bytes(), edge.targetStart(), edge.targetEnd());
    if (typed) {
      page.putBytes(edge.bytes(), edge.typeStart(), edge.typeEnd());
    }
    pages.written(partition);
  }

  /** Writes a chosen neighbour to a partition's page: with its id there, with its record back. */
  static void putNeighbor(
      PartitionPages pages,
      int partition,
      byte[] seed,
      int rank,
      double weight,
      byte[] type,
      byte[] value) {
    PageWriter page = pages.page(partition);
    page.putByte(NEIGHBOR);
    page.putInt(rank);
    page.putDouble(weight);
    page.putBytes(seed);
    page.putBytes(type);
    page.putBytes(value);
    pages.written(partition);
  }

  /** Whether a page holds chosen neighbours, which never share a page with other items. */
  static boolean holdsNeighbors(byte[] page) {
    return page.length > 0 && page[0] == NEIGHBOR;
  }

  /** Shows the items of a page. */
  static void read(byte[] bytes, PackingItems items) {
    PageReader page = new PageReader(bytes);
    while (page.hasMore()) {
      int kind = page.getByte();
      switch (kind) {
        case EXAMPLE, ID -> readExample(page, kind, items);
        case EDGE, TYPED_EDGE -> readEdge(page, kind == TYPED_EDGE, items);
        case NEIGHBOR -> readNeighbor(page, items);
        default -> throw new IllegalStateException("unknown item " + kind + " in a page");
      }
    }
  }

  private static void readExample(PageReader page, int kind, PackingItems items) {
    Role role = Role.of(page.getByte());
    long sequence = page.getLong();
    page.part();
    int start = page.start();
    int end = page.end();
    if (kind == ID) {
      items.id(role, sequence, page.bytes(), start, end);
    } else {
      items.example(role, sequence, page.bytes(), start, end, page.getBytes());
    }
  }

  private static void readEdge(PageReader page, boolean typed, PackingItems items) {
    int direction = page.getByte();
    double weight = page.getDouble();
    page.part();
    int start = page.start();
    int end = page.end();
    page.part();
    int targetStart = page.start();
    int targetEnd = page.end();
    if (typed) {
      page.part();
    }
    int typeStart = typed ? page.start() : targetEnd;
    items.edge(
        new EdgeItem(
            page.bytes(),
            start,
            end,
            targetStart,
            targetEnd,
            typeStart,
            page.end(),
            weight,
            direction));
  }

  private static void readNeighbor(PageReader page, PackingItems items) {
    int rank = page.getInt();
    double weight = page.getDouble();
    page.part();
    int start = page.start();
    int end = page.end();
    byte[] type = page.getBytes();
    page.part();
    items.neighbor(
        new NeighborItem(page.bytes(), start, end, rank, weight, type, page.start(), page.end()));
  }
}
