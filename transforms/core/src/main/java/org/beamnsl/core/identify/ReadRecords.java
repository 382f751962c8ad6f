package org.beamnsl.core.identify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.beamnsl.core.tfrecord.RecordLookup;

/** Records that were looked up, in a few large arrays that are used again and again. */
final class ReadRecords {
  private static final int CHUNK_BYTES = 1 << 20;

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
    long[] byNumber = new long[end - start];
    for (int i = start; i < end; i++) {
      IdentityItem item = items[i];
      byNumber[i - start] = (long) item.number() << Integer.SIZE | i;
      item.place(room(item.length()), filled);
      filled += item.length();
    }
    Arrays.sort(byNumber);
    for (long next : byNumber) {
      items[(int) next].read(lookup);
    }
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
