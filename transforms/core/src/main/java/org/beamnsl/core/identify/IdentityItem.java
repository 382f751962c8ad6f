package org.beamnsl.core.identify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.beamnsl.core.page.PageReader;
import org.beamnsl.core.tfrecord.RecordLookup;

/** A record and its key, where they lie. Ordered by key and split. */
final class IdentityItem implements Comparable<IdentityItem> {
  private final int number;
  private final byte[] page;
  private final int keyStart;
  private final int keyEnd;

  /** The first bytes of the key, which tell nearly all keys apart. */
  private final long prefix;

  private final int split;
  private final long sequence;
  private byte[] bytes;
  private int recordStart;
  private int recordEnd;

  /**
   * The item at a position of a page.
   *
   * @param number its number in the order in which items came
   * @param looked whether the page holds the record's place and length instead of the record
   */
  IdentityItem(int number, byte[] page, int position, boolean looked) {
    this.number = number;
    PageReader reader = new PageReader(page, position);
    this.page = page;
    this.bytes = page;
    reader.part();
    keyStart = reader.start();
    keyEnd = reader.end();
    prefix = prefix(page, keyStart, keyEnd);
    split = reader.getInt();
    if (looked) {
      sequence = reader.getLong();
      recordEnd = reader.getInt();
    } else {
      sequence = 0;
      reader.part();
      recordStart = reader.start();
      recordEnd = reader.end();
    }
  }

  private static long prefix(byte[] page, int start, int end) {
    long prefix = 0;
    for (int i = start; i < start + Long.BYTES; i++) {
      prefix = prefix << Byte.SIZE | (i < end ? page[i] & 0xff : 0);
    }
    return prefix;
  }

  /** Steps over an item of a page. */
  static void skip(PageReader page, boolean looked) {
    page.part();
    page.getInt();
    if (looked) {
      page.getLong();
      page.getInt();
    } else {
      page.part();
    }
  }

  byte[] key() {
    return Arrays.copyOfRange(page, keyStart, keyEnd);
  }

  String text() {
    return new String(page, keyStart, keyEnd - keyStart, StandardCharsets.UTF_8);
  }

  /** The first bytes of the key as an unsigned number. */
  long prefix() {
    return prefix;
  }

  int split() {
    return split;
  }

  /** Its number in the order in which items came, which is nearly that of their files. */
  int number() {
    return number;
  }

  /** How long the record is. */
  int length() {
    return recordEnd - recordStart;
  }

  byte[] bytes() {
    return bytes;
  }

  int recordStart() {
    return recordStart;
  }

  /** Says where the record will lie once it is read. */
  void place(byte[] into, int at) {
    recordEnd = at + length();
    recordStart = at;
    bytes = into;
  }

  /** Reads the record to its place. */
  void read(RecordLookup lookup) throws IOException {
    lookup.find(sequence);
    int length = lookup.end() - lookup.start();
    if (length != length()) {
      throw new IllegalStateException("a record has another length than when it was read before");
    }
    System.arraycopy(lookup.bytes(), lookup.start(), bytes, recordStart, length);
  }

  boolean sameKey(IdentityItem other) {
    return prefix == other.prefix
        && Arrays.equals(page, keyStart, keyEnd, other.page, other.keyStart, other.keyEnd);
  }

  /** Compares the records, which must have been read. */
  int compareRecords(IdentityItem other) {
    return Arrays.compareUnsigned(
        bytes, recordStart, recordEnd, other.bytes, other.recordStart, other.recordEnd);
  }

  @Override
  public int compareTo(IdentityItem other) {
    if (prefix != other.prefix) {
      return Long.compareUnsigned(prefix, other.prefix);
    }
    int order =
        Arrays.compareUnsigned(page, keyStart, keyEnd, other.page, other.keyStart, other.keyEnd);
    return order != 0 ? order : Integer.compare(split, other.split);
  }
}
