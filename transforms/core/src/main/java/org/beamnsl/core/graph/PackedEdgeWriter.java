package org.beamnsl.core.graph;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.page.PageWriter;
import org.beamnsl.core.tfrecord.TfRecordCompression;
import org.beamnsl.core.tfrecord.TfRecordWriter;

/**
 * Writes packed edges: a record file, so that both checksums of every record show damage and where
 * it is, of one header, any number of blocks and one end.
 *
 * <ul>
 *   <li>header: the text {@code NSL edges}, then one byte, the version
 *   <li>block: byte 1; number of texts; each text, in byte order, as the number of first bytes it
 *       shares with the text before, then the length and bytes of the rest; byte 1 when edges have
 *       types, else 0; number of edges; each edge as the place of its source among the texts less
 *       that of the edge before (zigzag), the place of its target, with types the place of its type
 *       plus 1 or 0 for none, and its weight
 *   <li>weight: a whole number of millionths (zigzag) plus 1 where that is the same double, else 0
 *       and the eight bytes of the double, lowest first
 *   <li>end: byte 2; number of edges in all, eight bytes, lowest first
 * </ul>
 *
 * <p>Numbers are unsigned, seven bits a byte, lowest first. Edges keep their order. A block is
 * closed after {@value #BLOCK_EDGES} edges or {@value #BLOCK_TEXT} bytes of texts.
 */
final class PackedEdgeWriter implements EdgeOutput {
  static final byte[] MAGIC = "NSL edges".getBytes(StandardCharsets.US_ASCII);
  static final int VERSION = 1;
  static final int BLOCK = 1;
  static final int END = 2;
  static final int BLOCK_EDGES = 1 << 16;
  static final int BLOCK_TEXT = 1 << 20;

  /** No block has more bytes of texts: it is closed by the first edge over the limit. */
  static final int MOST_TEXT = BLOCK_TEXT + 3 * GraphTsvReader.MAX_ID_BYTES;

  static final double MILLION = 1e6;
  private static final double MOST_MILLIONTHS = 1e9;

  private final TfRecordWriter out;
  private final Map<ByteString, Integer> numbers = new HashMap<>();
  private final List<ByteString> texts = new ArrayList<>();
  private final int[] sources = new int[BLOCK_EDGES];
  private final int[] targets = new int[BLOCK_EDGES];
  private final int[] types = new int[BLOCK_EDGES];
  private final double[] weights = new double[BLOCK_EDGES];
  private final PageWriter page = new PageWriter(1 << 16);
  private int size;
  private int textBytes;
  private boolean typed;
  private long edges;

  private PackedEdgeWriter(TfRecordWriter out) {
    this.out = out;
  }

  static PackedEdgeWriter create(OutputStream stream, TfRecordCompression compression)
      throws IOException {
    TfRecordWriter out = TfRecordWriter.create(stream, compression);
    byte[] header = Arrays.copyOf(MAGIC, MAGIC.length + 1);
    header[MAGIC.length] = VERSION;
    out.write(header);
    return new PackedEdgeWriter(out);
  }

  @Override
  public void write(EdgeInput edge) throws IOException {
    byte[] bytes = edge.bytes();
    sources[size] = number(bytes, edge.sourceStart(), edge.sourceEnd());
    targets[size] = number(bytes, edge.targetStart(), edge.targetEnd());
    boolean hasType = edge.typeEnd() > edge.typeStart();
    types[size] = hasType ? number(bytes, edge.typeStart(), edge.typeEnd()) : -1;
    typed |= hasType;
    weights[size++] = edge.weight();
    edges++;
    if (size == BLOCK_EDGES || textBytes >= BLOCK_TEXT) {
      writeBlock();
    }
  }

  private int number(byte[] bytes, int start, int end) {
    ByteString text = ByteString.copyFrom(bytes, start, end - start);
    Integer known = numbers.putIfAbsent(text, texts.size());
    if (known != null) {
      return known;
    }
    textBytes += end - start;
    texts.add(text);
    return texts.size() - 1;
  }

  private void writeBlock() throws IOException {
    page.putByte(BLOCK);
    int[] places = writeTexts();
    page.putByte(typed ? 1 : 0);
    page.putInt(size);
    int before = 0;
    for (int i = 0; i < size; i++) {
      int source = places[sources[i]];
      page.putInt(zigzag(source - before));
      before = source;
      page.putInt(places[targets[i]]);
      if (typed) {
        page.putInt(types[i] < 0 ? 0 : places[types[i]] + 1);
      }
      putWeight(weights[i]);
    }
    out.write(page.take());
    numbers.clear();
    texts.clear();
    size = 0;
    textBytes = 0;
    typed = false;
  }

  /** Writes the texts in byte order and gives the place of each. */
  private int[] writeTexts() {
    List<ByteString> sorted = new ArrayList<>(texts);
    sorted.sort(ByteString.unsignedLexicographicalComparator());
    int[] places = new int[sorted.size()];
    page.putInt(sorted.size());
    byte[] before = {};
    for (int place = 0; place < sorted.size(); place++) {
      ByteString text = sorted.get(place);
      places[numbers.getOrDefault(text, -1)] = place;
      byte[] now = text.toByteArray();
      int mismatch = Arrays.mismatch(before, now);
      int shared = mismatch < 0 ? now.length : mismatch;
      page.putInt(shared);
      page.putBytes(now, shared, now.length);
      before = now;
    }
    return places;
  }

  private void putWeight(double weight) {
    double millionths = Math.rint(weight * MILLION);
    boolean same =
        Math.abs(millionths) <= MOST_MILLIONTHS
            && Double.doubleToRawLongBits((int) millionths / MILLION)
                == Double.doubleToRawLongBits(weight);
    if (same) {
      page.putInt(zigzag((int) millionths) + 1);
    } else {
      page.putInt(0);
      page.putDouble(weight);
    }
  }

  private static int zigzag(int value) {
    return (value << 1) ^ (value >> 31);
  }

  @Override
  public void finish() throws IOException {
    if (size > 0) {
      writeBlock();
    }
    page.putByte(END);
    page.putLong(edges);
    out.write(page.take());
    out.flush();
  }

  @Override
  public long edges() {
    return edges;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
