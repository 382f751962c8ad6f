package org.beamnsl.core.identify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.example.ExampleAppender;
import org.beamnsl.core.example.ExampleView;
import org.beamnsl.core.example.RepeatedIds;
import org.beamnsl.core.page.PageReader;
import org.beamnsl.core.page.PageWriter;
import org.beamnsl.core.page.PartitionPages;
import org.beamnsl.core.tfrecord.RecordLookup;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the records of one partition, which holds all records of its keys. The outcome does
 * not depend on the order in which pages come. It keeps all records of the partition in memory, and
 * about 70 bytes for each.
 */
public final class IdentityTable {
  private static final long FIRST_BYTES = 0xffffffffL << Integer.SIZE;

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
   * Writes the place of a record, where it can be looked up, to the page of its key's partition.
   */
  public static void putPlace(PartitionPages pages, byte[] key, int split, long sequence) {
    int partition = pages.partition(key, 0, key.length);
    PageWriter page = start(pages, partition, key, split);
    page.putLong(sequence);
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
      page.part();
      page.getInt();
      if (lookup == null) {
        page.part();
      } else {
        page.getLong();
      }
    }
  }

  /**
   * Hands on all records with their ids, ordered by key, split and content.
   *
   * @return the ids that must be unique and are not; when there are any, no record was handed on
   */
  public RepeatedIds identify(IdentifiedSink sink) throws IOException {
    Item[] sorted = new Item[size];
    for (int i = 0; i < size; i++) {
      byte[] page = pages.get((int) (items[i] >>> Integer.SIZE));
      sorted[i] = new Item(page, (int) items[i], lookup == null);
    }
    if (lookup != null) {
      read(sorted, lookup);
    }
    sort(sorted);
    RepeatedIds repeated = repeated(sorted);
    if (!repeated.isEmpty()) {
      return repeated;
    }
    IdWriter writer = new IdWriter(params);
    long ordinal = 0;
    for (int i = 0; i < size; i++) {
      Item item = sorted[i];
      ordinal = i > 0 && item.sameKey(sorted[i - 1]) ? ordinal + 1 : 0;
      sink.accept(item.split, writer.identified(item.key(), ordinal, item.record()));
    }
    return repeated;
  }

  /** Reads the records in the order in which they lie, which is the quick one. */
  private static void read(Item[] items, RecordLookup lookup) throws IOException {
    Arrays.sort(items, Comparator.comparingLong(item -> item.sequence));
    for (Item item : items) {
      item.bytes = lookup.record(item.sequence);
      item.recordEnd = item.bytes.length;
    }
  }

  /**
   * Sorts by the first bytes of keys, which takes numbers only, and then what these leave equal.
   */
  private static void sort(Item[] items) {
    long[] order = new long[items.length];
    for (int i = 0; i < items.length; i++) {
      order[i] = (items[i].prefix ^ Long.MIN_VALUE) & FIRST_BYTES | i;
    }
    Arrays.sort(order);
    Item[] unsorted = items.clone();
    int start = 0;
    for (int i = 0; i < items.length; i++) {
      items[i] = unsorted[(int) order[i]];
      if ((order[i] & FIRST_BYTES) != (order[start] & FIRST_BYTES)) {
        Arrays.sort(items, start, i);
        start = i;
      }
    }
    Arrays.sort(items, start, items.length);
  }

  private RepeatedIds repeated(Item[] sorted) {
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

  /** A record and its key, where they lie. */
  private static final class Item implements Comparable<Item> {
    private final byte[] page;
    private final int keyStart;
    private final int keyEnd;

    /** The first bytes of the key, which tell nearly all keys apart. */
    private final long prefix;

    private final int split;
    private final long sequence;
    private byte[] bytes;
    private final int recordStart;
    private int recordEnd;

    Item(byte[] page, int position, boolean whole) {
      PageReader reader = new PageReader(page, position);
      this.page = page;
      this.bytes = page;
      reader.part();
      keyStart = reader.start();
      keyEnd = reader.end();
      prefix = prefix(page, keyStart, keyEnd);
      split = reader.getInt();
      if (whole) {
        reader.part();
      }
      recordStart = whole ? reader.start() : 0;
      recordEnd = whole ? reader.end() : 0;
      sequence = whole ? 0 : reader.getLong();
    }

    private static long prefix(byte[] page, int start, int end) {
      long prefix = 0;
      for (int i = start; i < start + Long.BYTES; i++) {
        prefix = prefix << Byte.SIZE | (i < end ? page[i] & 0xff : 0);
      }
      return prefix;
    }

    byte[] key() {
      return Arrays.copyOfRange(page, keyStart, keyEnd);
    }

    String text() {
      return new String(key(), StandardCharsets.UTF_8);
    }

    byte[] record() {
      return recordStart == 0 && recordEnd == bytes.length
          ? bytes
          : Arrays.copyOfRange(bytes, recordStart, recordEnd);
    }

    boolean sameKey(Item other) {
      return prefix == other.prefix
          && Arrays.equals(page, keyStart, keyEnd, other.page, other.keyStart, other.keyEnd);
    }

    @Override
    public int compareTo(Item other) {
      if (prefix != other.prefix) {
        return Long.compareUnsigned(prefix, other.prefix);
      }
      int order =
          Arrays.compareUnsigned(page, keyStart, keyEnd, other.page, other.keyStart, other.keyEnd);
      if (order == 0) {
        order = Integer.compare(split, other.split);
      }
      return order != 0
          ? order
          : Arrays.compareUnsigned(
              bytes, recordStart, recordEnd, other.bytes, other.recordStart, other.recordEnd);
    }
  }

  /** Makes ids and writes them into records. */
  private static final class IdWriter {
    private final IdentifyParams params;
    private final byte[] name;
    private final ExampleView view = new ExampleView();
    private final ExampleAppender appender = new ExampleAppender();

    IdWriter(IdentifyParams params) {
      this.params = params;
      this.name = params.idFeature().getBytes(StandardCharsets.UTF_8);
    }

    byte[] identified(byte[] key, long ordinal, byte[] record) {
      if (params.strategy() == IdStrategy.FEATURE) {
        return record;
      }
      String id =
          params.strategy() == IdStrategy.UUID
              ? IdText.uuid(params.runKey(), key, ordinal)
              : IdText.hex(key) + (ordinal == 0 ? "" : "-" + ordinal);
      try {
        view.read(record);
      } catch (BadExampleException e) {
        throw new IllegalStateException("records are checked before they are identified", e);
      }
      appender.startWithout(view, name);
      appender.addBytes(params.idFeature(), id.getBytes(StandardCharsets.US_ASCII));
      return appender.finish();
    }
  }
}
