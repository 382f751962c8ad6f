package org.beamnsl.core.badrecord;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Ordered runs of bad records, one after the other in a temporary file. Where the system allows it
 * the file loses its name as soon as it is open, so that nothing is left of a process that is
 * killed.
 */
final class SpilledRuns implements Closeable {
  private static final int BUFFER_BYTES = 8 << 10;

  private final FileChannel file;
  private final List<Extent> extents = new ArrayList<>();

  /** Where a run lies in the file, and how many records it has. */
  private record Extent(long start, long end, int records) {}

  private SpilledRuns(FileChannel file) {
    this.file = file;
  }

  static SpilledRuns create() throws IOException {
    return new SpilledRuns(
        FileChannel.open(
            Files.createTempFile("nsl-bad-records-", ""),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE));
  }

  /** Adds a run of records in order. */
  void add(List<BadRecord> run) throws IOException {
    long start = file.position();
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file)));
    for (BadRecord record : run) {
      write(record.file(), out);
      out.writeLong(record.position());
      write(record.reason(), out);
    }
    out.flush();
    extents.add(new Extent(start, file.position(), run.size()));
  }

  /** Visits the records of all runs, and of one more in memory, in order. */
  void merge(List<BadRecord> last, SortedBadRecords.Visitor visitor) throws IOException {
    PriorityQueue<Run> runs = new PriorityQueue<>(Comparator.comparing(run -> run.next));
    for (Extent extent : extents) {
      runs.add(new Run(file, extent));
    }
    int inMemory = 0;
    while (!runs.isEmpty()) {
      Run run = runs.remove();
      while (inMemory < last.size() && last.get(inMemory).compareTo(run.next) < 0) {
        visitor.visit(last.get(inMemory++));
      }
      visitor.visit(run.next);
      if (run.advance()) {
        runs.add(run);
      }
    }
    for (BadRecord record : last.subList(inMemory, last.size())) {
      visitor.visit(record);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static void write(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String read(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  /** A run that is read. */
  private static final class Run {
    private final DataInputStream in;
    private int left;
    private BadRecord next;

    Run(FileChannel file, Extent extent) throws IOException {
      this.in = new DataInputStream(new BufferedInputStream(new Part(file, extent), BUFFER_BYTES));
      this.left = extent.records() - 1;
      this.next = read();
    }

    /** Goes on to the next record; false when there is none. */
    boolean advance() throws IOException {
      if (left == 0) {
        return false;
      }
      left--;
      next = read();
      return true;
    }

    private BadRecord read() throws IOException {
      String file = SpilledRuns.read(in);
      long position = in.readLong();
      return new BadRecord(file, position, SpilledRuns.read(in));
    }
  }

  /** The bytes of a run. */
  private static final class Part extends InputStream {
    private final FileChannel file;
    private final long end;
    private long position;

    Part(FileChannel file, Extent extent) {
      this.file = file;
      this.position = extent.start();
      this.end = extent.end();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (position == end) {
        return -1;
      }
      int most = (int) Math.min(length, end - position);
      int read = file.read(ByteBuffer.wrap(to, offset, most), position);
      position += Math.max(0, read);
      return read;
    }
  }
}
