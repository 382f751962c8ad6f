package org.beamnsl.core.graph;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.beamnsl.core.tfrecord.TfRecordCompression;

/**
 * Writes edges as the lines that {@link GraphTsvReader} reads. Weights have six decimals, as
 * everywhere in the project, unless this would change them: then as many digits as tell them from
 * every other double.
 */
final class GraphTsvWriter implements EdgeOutput {
  private static final double LONGEST_DECIMAL = 1000;

  private final OutputStream out;
  private long edges;

  private GraphTsvWriter(OutputStream out) {
    this.out = out;
  }

  static GraphTsvWriter create(OutputStream out, TfRecordCompression compression)
      throws IOException {
    return new GraphTsvWriter(new BufferedOutputStream(compression.compress(out), 1 << 16));
  }

  @Override
  public void write(EdgeInput edge) throws IOException {
    byte[] bytes = edge.bytes();
    out.write(bytes, edge.sourceStart(), edge.sourceEnd() - edge.sourceStart());
    out.write('\t');
    out.write(bytes, edge.targetStart(), edge.targetEnd() - edge.targetStart());
    out.write('\t');
    out.write(text(edge.weight()).getBytes(StandardCharsets.US_ASCII));
    int type = edge.typeEnd() - edge.typeStart();
    if (type > 0) {
      out.write('\t');
      out.write(bytes, edge.typeStart(), type);
      if (bytes[edge.typeEnd() - 1] == '\r') {
        // Else it would count as the end of the line.
        out.write('\t');
      }
    }
    out.write('\n');
    edges++;
  }

  private static String text(double weight) {
    if (Math.abs(weight) <= LONGEST_DECIMAL) {
      String decimal = WeightText.of(weight);
      if (Double.doubleToRawLongBits(Double.parseDouble(decimal))
          == Double.doubleToRawLongBits(weight)) {
        return decimal;
      }
    }
    return Double.toString(weight);
  }

  @Override
  public void finish() throws IOException {
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
