package org.beamnsl.core.identify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.beamnsl.core.tfrecord.RecordLookup;

/** Records that were looked up, in a few large arrays that are used again and again. */
final class ReadRecords {
  private static final int CHUNK_BYTES = 1 << 20;

  /** How many numbers there may be for each that occurs, to order them without comparing. */
  private static final int DENSE = 8;

  private final RecordLookup lookup;
  private final List<byte[]> chunks = new ArrayList<>();
  private int chunk;
  private int filled;

  ReadRecords(RecordLookup lookup) {
    this.lookup = lookup;
  }

  /**
   * Reads the records of some items. They come to lie in the order of the items, and are read in
   * that of their files, so that both happens nearly in sequence. What was read before is there no
   * more.
   */
  void read(IdentityItem[] items, int start, int end) throws IOException {
    chunk = 0;
    filled = 0;
    for (int i = start; i < end; i++) {
      IdentityItem item = items[i];
      item.place(room(item.length()), filled);
      filled += item.length();
    }
    for (int next : byNumber(items, start, end)) {
      items[next].read(lookup);
    }
  }

  /** The indices of items in the order of their numbers. */
  private static int[] byNumber(IdentityItem[] items, int start, int end) {
    int count = end - start;
    int first = Integer.MAX_VALUE;
    int last = 0;
    for (int i = start; i < end; i++) {
      first = Math.min(first, items[i].number());
      last = Math.max(last, items[i].number());
    }
    if (last - first < DENSE * (long) count) {
      return byDenseNumber(items, start, end, first, last);
    }
    long[] order = new long[count];
    for (int i = start; i < end; i++) {
      order[i - start] = (long) items[i].number() << Integer.SIZE | i;
    }
    Arrays.sort(order);
    return Arrays.stream(order).mapToInt(each -> (int) each).toArray();
  }

  /**
   * The same without comparing, where many numbers between the first and the last occur: a million
   * take a sixth of the time of sorting or less (24 instead of 196 ms).
   */
  private static int[] byDenseNumber(
      IdentityItem[] items, int start, int end, int first, int last) {
    int[] indices = new int[last - first + 1];
    Arrays.fill(indices, -1);
    for (int i = start; i < end; i++) {
      indices[items[i].number() - first] = i;
    }
    int[] order = new int[end - start];
    int size = 0;
    for (int index : indices) {
      if (index >= 0) {
        order[size++] = index;
      }
    }
    return order;
  }

  /** The array that has room for that many bytes more. */
  private byte[] room(int length) {
    while (chunk < chunks.size() && chunks.get(chunk).length - filled < length) {
      chunk++;
      filled = 0;
    }
    if (chunk == chunks.size()) {
      chunks.add(new byte[Math.max(CHUNK_BYTES, length)]);
    }
    return chunks.get(chunk);
  }
}
