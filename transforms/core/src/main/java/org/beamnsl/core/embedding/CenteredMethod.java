package org.beamnsl.core.embedding;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.embedding.latent.Grid;
import org.beamnsl.core.embedding.rows.EmbedMethod;
import org.beamnsl.core.embedding.rows.LearningPass;
import org.beamnsl.core.embedding.rows.PageSums;
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
  public List<LearningPass> passes() {
    List<LearningPass> passes = new ArrayList<>(method.passes());
    passes.add(new CountVectors());
    passes.add(new AddVectors());
    return passes;
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

  /** Counts the vectors; what the other method learned goes along. */
  private static final class CountVectors implements LearningPass {
    private static final long serialVersionUID = 1;

    @Override
    public PageSums open(byte[] learned) {
      double[] count = new double[1];
      return new PageSums() {
        @Override
        public void addPage(byte[] page) {
          RowReader rows = new RowReader(page);
          while (rows.next()) {
            count[0]++;
          }
        }

        @Override
        public double[] values() {
          return count;
        }
      };
    }

    @Override
    public byte[] finish(byte[] learned, double[] sums) {
      PageWriter out = new PageWriter(1 << 12);
      out.putBytes(learned);
      out.putDouble(sums[0]);
      return out.take();
    }
  }

  /** Adds up the vectors, scaled to unit length. */
  private final class AddVectors implements LearningPass {
    private static final long serialVersionUID = 1;

    @Override
    public PageSums open(byte[] learned) throws IOException {
      PageReader in = new PageReader(learned);
      return new VectorSums(method.decoder(in.getBytes()), Grid.rounder((long) in.getDouble()));
    }

    @Override
    public byte[] finish(byte[] learned, double[] sums) {
      PageReader in = new PageReader(learned);
      PageWriter out = new PageWriter(1 << 12);
      out.putBytes(in.getBytes());
      double vectors = in.getDouble();
      for (double sum : sums) {
        out.putDouble(sum / vectors);
      }
      return out.take();
    }
  }

  private static final class VectorSums implements PageSums {
    private final RowDecoder decoder;
    private final double rounder;
    private double[] sums = new double[0];

    VectorSums(RowDecoder decoder, double rounder) {
      this.decoder = decoder;
      this.rounder = rounder;
    }

    @Override
    public void addPage(byte[] page) {
      RowReader rows = new RowReader(page);
      while (rows.next()) {
        float[] vector = decoder.vector(rows);
        if (sums.length == 0) {
          sums = new double[vector.length];
        }
        add(vector, sums, rounder);
      }
    }

    @Override
    public double[] values() {
      return sums;
    }
  }
}
