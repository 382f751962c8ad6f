package org.beamnsl.core.identify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.example.ExampleAppender;
import org.beamnsl.core.example.ExampleView;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.page.PageReader;
import org.beamnsl.core.page.PageWriter;
import org.beamnsl.core.page.PartitionPages;

/**
 * Identifies the records of one partition, which holds all records of its keys. The outcome does
 * not depend on the order in which pages come. It keeps the pages in memory, and 24 bytes per
 * record.
 */
public final class IdentityTable {
  private static final int NAMED_DUPLICATES = 10;

  private final IdentifyParams params;
  private final List<byte[]> pages = new ArrayList<>();
  private long[] items = new long[1 << 10];
  private int size;

  /** An empty table. */
  public IdentityTable(IdentifyParams params) {
    this.params = params;
  }

  /** Writes a record to the page of its key's partition. */
  public static void put(PartitionPages pages, byte[] key, int split, byte[] record) {
    int partition = pages.partition(key, 0, key.length);
    PageWriter page = pages.page(partition);
    page.putBytes(key);
    page.putInt(split);
    page.putBytes(record);
    pages.written(partition);
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
      page.part();
    }
  }

  /**
   * Hands on all records with their ids, ordered by key, split and content.
   *
   * @throws NslException (65) when ids that must be unique are not
   */
  public void identify(IdentifiedSink sink) throws IOException {
    Item[] sorted = new Item[size];
    for (int i = 0; i < size; i++) {
      sorted[i] = new Item(pages.get((int) (items[i] >>> Integer.SIZE)), (int) items[i]);
    }
    Arrays.sort(sorted);
    checkUnique(sorted);
    IdWriter writer = new IdWriter(params);
    long ordinal = 0;
    for (int i = 0; i < size; i++) {
      Item item = sorted[i];
      ordinal = i > 0 && item.sameKey(sorted[i - 1]) ? ordinal + 1 : 0;
      sink.accept(item.split, writer.identified(item.key(), ordinal, item.record()));
    }
  }

  private void checkUnique(Item[] sorted) {
    if (params.strategy() != IdStrategy.FEATURE) {
      return;
    }
    TreeSet<String> duplicates = new TreeSet<>();
    for (int i = 1; i < sorted.length && duplicates.size() < NAMED_DUPLICATES; i++) {
      if (sorted[i].sameKey(sorted[i - 1])) {
        duplicates.add("'" + sorted[i].text() + "'");
      }
    }
    if (!duplicates.isEmpty()) {
      throw NslException.badData(
          "ids in feature '"
              + params.idFeature()
              + "' are not unique, among them "
              + String.join(", ", duplicates)
              + "; --idStrategy=content makes new ones");
    }
  }

  /** A record where it lies in its page. */
  private static final class Item implements Comparable<Item> {
    private final byte[] page;
    private final int keyStart;
    private final int keyEnd;
    private final int split;
    private final int recordStart;
    private final int recordEnd;

    Item(byte[] bytes, int position) {
      PageReader reader = new PageReader(bytes, position);
      page = bytes;
      reader.part();
      keyStart = reader.start();
      keyEnd = reader.end();
      split = reader.getInt();
      reader.part();
      recordStart = reader.start();
      recordEnd = reader.end();
    }

    byte[] key() {
      return Arrays.copyOfRange(page, keyStart, keyEnd);
    }

    String text() {
      return new String(key(), StandardCharsets.UTF_8);
    }

    byte[] record() {
      return Arrays.copyOfRange(page, recordStart, recordEnd);
    }

    boolean sameKey(Item other) {
      return Arrays.equals(page, keyStart, keyEnd, other.page, other.keyStart, other.keyEnd);
    }

    @Override
    public int compareTo(Item other) {
      int order =
          Arrays.compareUnsigned(page, keyStart, keyEnd, other.page, other.keyStart, other.keyEnd);
      if (order == 0) {
        order = Integer.compare(split, other.split);
      }
      return order != 0
          ? order
          : Arrays.compareUnsigned(
              page, recordStart, recordEnd, other.page, other.recordStart, other.recordEnd);
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
