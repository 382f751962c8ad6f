package org.beamnsl.core.tfrecord;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A file of this machine as part of its memory. Reading a few hundred bytes at millions of places
 * costs no call of the system each; which pages stay in memory is the system's choice, none of them
 * count for the heap.
 */
final class MappedFile {
  /** A buffer has 2 GB at most. */
  private static final int SEGMENT_BITS = 30;

  private final int segmentBits;
  private final ByteBuffer[] segments;
  private final long size;

  private MappedFile(int segmentBits, ByteBuffer[] segments, long size) {
    this.segmentBits = segmentBits;
    this.segments = segments;
    this.size = size;
  }

  /** Maps a file as it is now; it can be read on when the channel is closed. */
  static MappedFile of(FileChannel file) throws IOException {
    return of(file, SEGMENT_BITS);
  }

  static MappedFile of(FileChannel file, int segmentBits) throws IOException {
    long size = file.size();
    long segmentBytes = 1L << segmentBits;
    ByteBuffer[] segments =
        new ByteBuffer[Math.toIntExact((size + segmentBytes - 1) >>> segmentBits)];
    for (int i = 0; i < segments.length; i++) {
      long start = i * segmentBytes;
      segments[i] =
          file.map(FileChannel.MapMode.READ_ONLY, start, Math.min(segmentBytes, size - start));
    }
    return new MappedFile(segmentBits, segments, size);
  }

  /** The bytes that the file had when it was mapped. */
  long size() {
    return size;
  }

  /**
   * Copies what the file has from a position on. Where the file has lost its end since it was
   * mapped, the virtual machine throws an {@link InternalError}, now or soon after.
   *
   * @return how many bytes were copied; fewer than wanted where the file ends
   */
  int read(byte[] into, int offset, int wanted, long position) {
    int length = (int) Math.max(0, Math.min(wanted, size - position));
    int done = 0;
    while (done < length) {
      ByteBuffer segment = segments[(int) ((position + done) >>> segmentBits)];
      int at = (int) ((position + done) & ((1L << segmentBits) - 1));
      int count = Math.min(length - done, segment.capacity() - at);
      segment.get(at, into, offset + done, count);
      done += count;
    }
    return length;
  }
}
