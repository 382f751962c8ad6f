package org.beamnsl.core.graph;

import com.google.protobuf.ByteString;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.tfrecord.TfRecordCompression;

/**
 * Reads the edges of one text file: {@code source TAB target [TAB weight [TAB type]]} per line,
 * weight 1 when there is no third column, no type when there is no fourth or it is empty, further
 * columns ignored. Lines may end in CR LF.
 *
 * <p>Nothing is quoted and nothing is a comment unless a comment prefix is given, since an id may
 * start with any character. Spaces belong to the ids; around weights they are ignored. Lines that
 * are no edge go to a listener with file, line number and reason. The reader keeps one line in
 * memory and makes no object per edge.
 */
public final class GraphTsvReader implements EdgeInput {
  /** The longest id, in bytes. */
  public static final int MAX_ID_BYTES = 4096;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MAX_LINE_BYTES = 1 << 20;

  private final InputStream in;
  private final String name;
  private final byte[] comment;
  private final Consumer<BadRecord> badLines;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int start;
  private int end;
  private boolean ended;
  private long line;
  private int sourceStart;
  private int sourceEnd;
  private int targetEnd;
  private int typeStart;
  private int typeEnd;
  private double weight;

  private GraphTsvReader(
      InputStream in, String name, String comment, Consumer<BadRecord> badLines) {
    this.in = in;
    this.name = name;
    this.comment = comment.getBytes(StandardCharsets.UTF_8);
    this.badLines = badLines;
  }

  /**
   * Reads from a stream of the file's bytes, decompressing by the extension of {@code name}.
   *
   * @param comment what lines to skip start with; empty for none
   * @param badLines gets every line that is no edge
   * @throws NslException (65) when the file is damaged, here or while reading
   */
  public static GraphTsvReader open(
      InputStream in, String name, String comment, Consumer<BadRecord> badLines)
      throws IOException {
    try {
      return new GraphTsvReader(
          TfRecordCompression.of(name).decompress(in), name, comment, badLines);
    } catch (EOFException | ZipException e) {
      throw NslException.badData(name + ": " + e.getMessage());
    }
  }

  @Override
  public boolean advance() throws IOException {
    while (true) {
      int lineEnd = nextLineEnd();
      if (lineEnd < 0) {
        return false;
      }
      line++;
      int from = start;
      start = Math.min(end, lineEnd + 1);
      int to = lineEnd > from && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
      if (parse(from, to)) {
        return true;
      }
    }
  }

  @Override
  public byte[] bytes() {
    return buffer;
  }

  @Override
  public int sourceStart() {
    return sourceStart;
  }

  @Override
  public int sourceEnd() {
    return sourceEnd;
  }

  @Override
  public int targetStart() {
    return sourceEnd + 1;
  }

  @Override
  public int targetEnd() {
    return targetEnd;
  }

  @Override
  public int typeStart() {
    return typeStart;
  }

  @Override
  public int typeEnd() {
    return typeEnd;
  }

  @Override
  public double weight() {
    return weight;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean parse(int from, int to) {
    if (comment.length > 0
        && to - from >= comment.length
        && Arrays.equals(buffer, from, from + comment.length, comment, 0, comment.length)) {
      return false;
    }
    int tab = indexOf((byte) '\t', from, to);
    if (tab == to) {
      return bad(from == to ? "the line is empty" : "one column, expected at least two");
    }
    int second = indexOf((byte) '\t', tab + 1, to);
    weight = 1;
    typeStart = to;
    typeEnd = to;
    if (second < to) {
      int third = indexOf((byte) '\t', second + 1, to);
      weight = EdgeWeight.parse(buffer, second + 1, third);
      if (!Double.isFinite(weight)) {
        String text =
            new String(
                buffer, second + 1, Math.min(40, third - second - 1), StandardCharsets.UTF_8);
        return bad("weight '" + text + "', expected a finite number");
      }
      typeStart = Math.min(to, third + 1);
      typeEnd = indexOf((byte) '\t', typeStart, to);
    }
    sourceStart = from;
    sourceEnd = tab;
    targetEnd = second;
    return goodId("source", from, tab)
        && goodId("target", tab + 1, second)
        && (typeStart == typeEnd || goodText("type", typeStart, typeEnd));
  }

  private boolean goodId(String role, int from, int to) {
    if (from == to) {
      return bad("empty " + role + " id");
    }
    return goodText(role + " id", from, to);
  }

  private boolean goodText(String role, int from, int to) {
    if (to - from > MAX_ID_BYTES) {
      return bad(role + " of " + (to - from) + " bytes, at most " + MAX_ID_BYTES + " allowed");
    }
    for (int i = from; i < to; i++) {
      if (buffer[i] < 0) {
        return ByteString.copyFrom(buffer, i, to - i).isValidUtf8() || bad(role + " is not UTF-8");
      }
    }
    return true;
  }

  private boolean bad(String reason) {
    badLines.accept(new BadRecord(name, line, reason));
    return false;
  }

  private int indexOf(byte wanted, int from, int to) {
    int i = from;
    while (i < to && buffer[i] != wanted) {
      i++;
    }
    return i;
  }

  /** The end of the line that begins at {@code start}; negative when there is none. */
  private int nextLineEnd() throws IOException {
    int scanned = start;
    while (true) {
      int found = indexOf((byte) '\n', scanned, end);
      if (found < end) {
        return found;
      }
      if (ended) {
        return start < end ? end : -1;
      }
      scanned = found - start;
      fill();
    }
  }

  private void fill() throws IOException {
    if (end - start > MAX_LINE_BYTES) {
      throw NslException.badData(
          name + ": line " + (line + 1) + " is longer than " + MAX_LINE_BYTES + " bytes");
    }
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    try {
      int count = in.read(buffer, end, buffer.length - end);
      ended = count < 0;
      end += Math.max(0, count);
    } catch (EOFException | ZipException e) {
      throw NslException.badData(name + ": after line " + line + ": " + e.getMessage());
    }
  }
}
