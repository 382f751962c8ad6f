package org.beamnsl.core.graph;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.page.PageReader;
import org.beamnsl.core.tfrecord.CorruptRecordException;
import org.beamnsl.core.tfrecord.TfRecordCompression;
import org.beamnsl.core.tfrecord.TfRecordReader;

/**
 * Reads what {@link PackedEdgeWriter} wrote, keeping one block in memory. Nothing of the file is
 * trusted: numbers are checked against what is there, and a file without its end is cut.
 */
final class PackedEdgeReader implements EdgeInput {
  /** More than the largest block that a writer makes. */
  private static final int MAX_RECORD_BYTES = 16 << 20;

  private final TfRecordReader in;
  private PageReader page = new PageReader(new byte[0]);
  private byte[] texts = new byte[1 << 16];
  private int[] ends = new int[1 << 10];
  private int textCount;
  private boolean typed;
  private int left;
  private boolean ended;
  private long read;
  private int source;
  private int target;
  private int type;
  private double weight;

  private PackedEdgeReader(TfRecordReader in) {
    this.in = in;
  }

  /**
   * Reads a file from a stream of its bytes, decompressing by the extension of {@code name}.
   *
   * @throws CorruptRecordException for a file that does not start as packed edges do
   * @throws NslException (65) for a later version of the format
   */
  static PackedEdgeReader open(InputStream stream, String name) throws IOException {
    TfRecordReader in =
        TfRecordReader.open(stream, name, TfRecordCompression.of(name), MAX_RECORD_BYTES);
    int magic = PackedEdgeWriter.MAGIC.length;
    if (!in.advance()) {
      throw new CorruptRecordException(name, 0, "the file is empty");
    }
    byte[] header = in.record();
    if (header.length != magic + 1
        || !Arrays.equals(header, 0, magic, PackedEdgeWriter.MAGIC, 0, magic)) {
      throw new CorruptRecordException(name, 0, "these are no packed edges");
    }
    if (header[magic] != PackedEdgeWriter.VERSION) {
      throw NslException.badData(
          name
              + ": version "
              + (header[magic] & 0xff)
              + " of packed edges, expected "
              + PackedEdgeWriter.VERSION);
    }
    return new PackedEdgeReader(in);
  }

  @Override
  public boolean advance() throws IOException {
    try {
      while (left == 0) {
        if (ended || !nextRecord()) {
          return false;
        }
      }
      readEdge();
    } catch (IndexOutOfBoundsException e) {
      throw damaged("it ends too early");
    }
    left--;
    read++;
    if (left == 0 && page.hasMore()) {
      throw damaged("it has bytes after its last edge");
    }
    return true;
  }

  private boolean nextRecord() throws IOException {
    if (!in.advance()) {
      throw damaged("the file is cut here");
    }
    page = new PageReader(in.record());
    switch (page.getByte()) {
      case PackedEdgeWriter.BLOCK -> {
        readTexts();
        typed = page.getByte() != 0;
        left = page.getInt();
        if (left <= 0) {
          throw damaged("it has " + left + " edges");
        }
        source = 0;
        return true;
      }
      case PackedEdgeWriter.END -> {
        long edges = page.getLong();
        if (edges != read) {
          throw damaged("the file has " + read + " edges, its end says " + edges);
        }
        if (page.hasMore() || in.advance()) {
          throw damaged("there is something behind the end");
        }
        ended = true;
        return false;
      }
      default -> throw damaged("it is of an unknown kind");
    }
  }

  private void readTexts() throws CorruptRecordException {
    textCount = page.getInt();
    if (textCount < 0 || textCount > page.bytes().length) {
      throw damaged("it has " + textCount + " texts");
    }
    ends = textCount > ends.length ? new int[textCount] : ends;
    int end = 0;
    for (int i = 0; i < textCount; i++) {
      int shared = page.getInt();
      page.part();
      int rest = page.end() - page.start();
      int before = i == 0 ? 0 : end - start(i - 1);
      if (shared < 0 || shared > before || rest < 0 || rest > page.bytes().length) {
        throw damaged("a text has a wrong length");
      }
      int length = shared + rest;
      if (length == 0
          || length > GraphTsvReader.MAX_ID_BYTES
          || end + length > PackedEdgeWriter.MOST_TEXT) {
        throw damaged("a text has " + length + " bytes, or all have too many");
      }
      reserve(end + length);
      System.arraycopy(texts, end - before, texts, end, shared);
      System.arraycopy(page.bytes(), page.start(), texts, end + shared, rest);
      check(end, end + length);
      end += length;
      ends[i] = end;
    }
  }

  /** What text files cannot hold is damage, too. */
  private void check(int from, int to) throws CorruptRecordException {
    boolean plain = true;
    for (int i = from; i < to; i++) {
      if (texts[i] == '\t' || texts[i] == '\n') {
        throw damaged("a text has a tab or a line feed");
      }
      plain &= texts[i] >= 0;
    }
    if (!plain && !ByteString.copyFrom(texts, from, to - from).isValidUtf8()) {
      throw damaged("a text is not UTF-8");
    }
  }

  private void readEdge() throws CorruptRecordException {
    int step = page.getInt();
    source += (step >>> 1) ^ -(step & 1);
    target = page.getInt();
    type = typed ? page.getInt() - 1 : -1;
    if (outside(source) || outside(target) || type < -1 || type >= textCount) {
      throw damaged("an edge has an end or a type that is not there");
    }
    int millionths = page.getInt() - 1;
    weight =
        millionths < 0
            ? page.getDouble()
            : ((millionths >>> 1) ^ -(millionths & 1)) / PackedEdgeWriter.MILLION;
    if (!Double.isFinite(weight)) {
      throw damaged("weight " + weight + ", expected a finite number");
    }
  }

  private boolean outside(int text) {
    return text < 0 || text >= textCount;
  }

  private CorruptRecordException damaged(String reason) {
    return new CorruptRecordException(in.name(), in.position(), reason);
  }

  private void reserve(int bytes) {
    if (bytes > texts.length) {
      texts = Arrays.copyOf(texts, Math.max(bytes, 2 * texts.length));
    }
  }

  private int start(int text) {
    return text == 0 ? 0 : ends[text - 1];
  }

  @Override
  public byte[] bytes() {
    return texts;
  }

  @Override
  public int sourceStart() {
    return start(source);
  }

  @Override
  public int sourceEnd() {
    return ends[source];
  }

  @Override
  public int targetStart() {
    return start(target);
  }

  @Override
  public int targetEnd() {
    return ends[target];
  }

  @Override
  public int typeStart() {
    return type < 0 ? 0 : start(type);
  }

  @Override
  public int typeEnd() {
    return type < 0 ? 0 : ends[type];
  }

  @Override
  public double weight() {
    return weight;
  }

  @Override
  public long line() {
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
