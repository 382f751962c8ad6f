package org.beamnsl.core.embedding;

import java.io.IOException;
import java.util.List;
import org.beamnsl.core.embedding.latent.Grid;
import org.beamnsl.core.embedding.rows.EmbedMethod;
import org.beamnsl.core.embedding.rows.RowDecoder;
import org.beamnsl.core.embedding.rows.RowEncoder;
import org.beamnsl.core.embedding.rows.RowReader;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.page.PageReader;
import org.beamnsl.core.page.PageWriter;

/**
 * Another method's vectors, each scaled to unit length, less the mean of all, scaled again. Vectors
 * that share a direction, as sums of word vectors do, come apart by it. Vectors of 0 stay 0.
 */
final class CenteredMethod implements EmbedMethod {
  private static final long serialVersionUID = 1;

  private final EmbedMethod method;

  CenteredMethod(EmbedMethod method) {
    this.method = method;
  }

  @Override
  public RowEncoder encoder() throws IOException {
    return method.encoder();
  }

  @Override
  public boolean learns() {
    return true;
  }

  @Override
  public byte[] learn(List<byte[]> pages) throws IOException {
    byte[] learned = method.learns() ? method.learn(pages) : new byte[0];
    RowDecoder decoder = method.decoder(learned);
    double rounder = Grid.rounder(count(pages));
    double[] sum = new double[0];
    long vectors = 0;
    for (byte[] page : pages) {
      RowReader rows = new RowReader(page);
      while (rows.next()) {
        float[] vector = decoder.vector(rows);
        if (vectors == 0) {
          sum = new double[vector.length];
        }
        add(vector, sum, rounder);
        vectors++;
      }
    }
    PageWriter out = new PageWriter(1 << 12);
    out.putBytes(learned);
    for (double value : sum) {
      out.putDouble(value / vectors);
    }
    return out.take();
  }

  @Override
  public RowDecoder decoder(byte[] learned) throws IOException {
    PageReader in = new PageReader(learned);
    RowDecoder decoder = method.decoder(in.getBytes());
    double[] mean = new double[(learned.length - in.position()) / Double.BYTES];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = in.getDouble();
    }
    return row -> centered(decoder.vector(row), mean);
  }

  private static long count(List<byte[]> pages) {
    long rows = 0;
    for (byte[] page : pages) {
      RowReader reader = new RowReader(page);
      while (reader.next()) {
        rows++;
      }
    }
    return rows;
  }

  private static void add(float[] vector, double[] sum, double rounder) {
    if (vector.length != sum.length) {
      throw NslException.badData(
          "--center: embeddings of " + sum.length + " and of " + vector.length + " values");
    }
    double scale = scale(vector);
    for (int i = 0; i < vector.length; i++) {
      sum[i] += (vector[i] * scale + rounder) - rounder;
    }
  }

  private static float[] centered(float[] vector, double[] mean) {
    double scale = scale(vector);
    double squares = 0;
    double[] moved = new double[vector.length];
    for (int i = 0; i < vector.length && scale != 0; i++) {
      moved[i] = vector[i] * scale - mean[i];
      squares += moved[i] * moved[i];
    }
    float[] result = new float[vector.length];
    for (int i = 0; i < vector.length && squares > 0; i++) {
      result[i] = (float) (moved[i] / Math.sqrt(squares));
    }
    return result;
  }

  private static double scale(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return squares == 0 ? 0 : 1 / Math.sqrt(squares);
  }
}
