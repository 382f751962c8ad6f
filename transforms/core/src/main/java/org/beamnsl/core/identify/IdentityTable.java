package org.beamnsl.core.identify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.beamnsl.core.example.RepeatedIds;
import org.beamnsl.core.page.PageReader;
import org.beamnsl.core.page.PageWriter;
import org.beamnsl.core.page.PartitionPages;
import org.beamnsl.core.tfrecord.RecordLookup;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the records of one partition, which holds all records of its keys. The outcome does
 * not depend on the order in which pages come. It keeps about 100 bytes for each record, and all
 * records of the partition; where records are looked up, only as many of them at a time as fit into
 * {@value #READ_BYTES} bytes, and those of one key.
 */
public final class IdentityTable {
  private static final long FIRST_BYTES = 0xffffffffL << Integer.SIZE;
  private static final int READ_BYTES = 256 << 20;

  private final IdentifyParams params;
  private final @Nullable RecordLookup lookup;
  private final List<byte[]> pages = new ArrayList<>();
  private long[] items = new long[1 << 10];
  private int size;

  /** An empty table of pages that {@link #put} wrote. */
  public IdentityTable(IdentifyParams params) {
    this(params, null);
  }

  /**
   * An empty table.
   *
   * @param lookup where to find the records of pages that {@link #putPlace} wrote; null for {@link
   *     #put}
   */
  public IdentityTable(IdentifyParams params, @Nullable RecordLookup lookup) {
    this.params = params;
    this.lookup = lookup;
  }

  /** Writes a record to the page of its key's partition. */
  public static void put(PartitionPages pages, byte[] key, int split, byte[] record) {
    int partition = pages.partition(key, 0, key.length);
    PageWriter page = start(pages, partition, key, split);
    page.putBytes(record);
    pages.written(partition);
  }

  /**
   * Writes the place of a record, where it can be looked up, and its length to the page of its
   * key's partition.
   */
  public static void putPlace(
      PartitionPages pages, byte[] key, int split, long sequence, int length) {
    int partition = pages.partition(key, 0, key.length);
    PageWriter page = start(pages, partition, key, split);
    page.putLong(sequence);
    page.putInt(length);
    pages.written(partition);
  }

  private static PageWriter start(PartitionPages pages, int partition, byte[] key, int split) {
    PageWriter page = pages.page(partition);
    page.putBytes(key);
    page.putInt(split);
    return page;
  }

  /** Adds what a page holds; the array is kept. */
  public void addPage(byte[] bytes) {
    PageReader page = new PageReader(bytes);
    pages.add(bytes);
    while (page.hasMore()) {
      if (size == items.length) {
        items = Arrays.copyOf(items, 2 * size);
      }
      items[size++] = (long) (pages.size() - 1) << Integer.SIZE | page.position();
      IdentityItem.skip(page, lookup != null);
    }
  }

  /**
   * Hands on all records with their ids, ordered by key, split and content.
   *
   * @return the ids that must be unique and are not; when there are any, no record was handed on
   */
  public RepeatedIds identify(IdentifiedSink sink) throws IOException {
    IdentityItem[] sorted = new IdentityItem[size];
    for (int i = 0; i < size; i++) {
      byte[] page = pages.get((int) (items[i] >>> Integer.SIZE));
      sorted[i] = new IdentityItem(i, page, (int) items[i], lookup != null);
    }
    @Nullable ReadRecords records = lookup == null ? null : new ReadRecords(lookup);
    sort(sorted, records);
    RepeatedIds repeated = repeated(sorted);
    if (!repeated.isEmpty()) {
      return repeated;
    }
    IdWriter writer = new IdWriter(params, sink);
    long ordinal = 0;
    int read = 0;
    for (int i = 0; i < size; i++) {
      if (i == read && records != null) {
        read = readable(sorted, i);
        records.read(sorted, i, read);
      }
      ordinal = i > 0 && sorted[i].sameKey(sorted[i - 1]) ? ordinal + 1 : 0;
      writer.write(sorted[i], ordinal);
    }
    return repeated;
  }

  /** Up to where the records from a start on may be in memory together. */
  private int readable(IdentityItem[] sorted, int start) {
    long bytes = sorted[start].length();
    int end = start + 1;
    while (end < size && bytes + sorted[end].length() <= READ_BYTES) {
      bytes += sorted[end++].length();
    }
    return end;
  }

  /**
   * Sorts by the first bytes of keys, which takes numbers only, and then what these leave equal.
   */
  private static void sort(IdentityItem[] items, @Nullable ReadRecords records) throws IOException {
    long[] order = new long[items.length];
    for (int i = 0; i < items.length; i++) {
      order[i] = (items[i].prefix() ^ Long.MIN_VALUE) & FIRST_BYTES | i;
    }
    Arrays.sort(order);
    IdentityItem[] unsorted = items.clone();
    int start = 0;
    for (int i = 0; i < items.length; i++) {
      items[i] = unsorted[(int) order[i]];
      if ((order[i] & FIRST_BYTES) != (order[start] & FIRST_BYTES)) {
        sortAlike(items, start, i, records);
        start = i;
      }
    }
    sortAlike(items, start, items.length, records);
  }

  /** Sorts items whose keys begin alike; those of one key and one split by content. */
  private static void sortAlike(
      IdentityItem[] items, int from, int to, @Nullable ReadRecords records) throws IOException {
    if (to - from < 2) {
      return;
    }
    Arrays.sort(items, from, to);
    int start = from;
    for (int i = from + 1; i <= to; i++) {
      if (i == to || items[i].compareTo(items[start]) != 0) {
        if (i - start > 1) {
          if (records != null) {
            records.read(items, start, i);
          }
          Arrays.sort(items, start, i, IdentityItem::compareRecords);
        }
        start = i;
      }
    }
  }

  private RepeatedIds repeated(IdentityItem[] sorted) {
    RepeatedIds repeated = new RepeatedIds();
    if (params.strategy() == IdStrategy.FEATURE) {
      for (int i = 1; i < sorted.length; i++) {
        if (sorted[i].sameKey(sorted[i - 1])) {
          repeated.add("'" + sorted[i].text() + "'");
        }
      }
    }
    return repeated;
  }
}
