package org.beamnsl.beam.synthesize;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.CustomCoder;
import org.beamnsl.core.join.SampleNeighbors;

/** What is known of the neighbours of sampled rows. */
final class SampleNeighborsCoder extends CustomCoder<SampleNeighbors> {
  private static final SampleNeighborsCoder INSTANCE = new SampleNeighborsCoder();

  private SampleNeighborsCoder() {}

  static SampleNeighborsCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(SampleNeighbors neighbors, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(neighbors.rows());
    for (int row = 0; row < neighbors.rows(); row++) {
      data.writeLong(neighbors.counts()[row]);
      data.writeInt(neighbors.nearest()[row].length);
      for (double cosine : neighbors.nearest()[row]) {
        data.writeDouble(cosine);
      }
    }
    data.flush();
  }

  @Override
  public SampleNeighbors decode(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int rows = data.readInt();
    long[] counts = new long[rows];
    double[][] nearest = new double[rows][];
    for (int row = 0; row < rows; row++) {
      counts[row] = data.readLong();
      nearest[row] = new double[data.readInt()];
      for (int i = 0; i < nearest[row].length; i++) {
        nearest[row][i] = data.readDouble();
      }
    }
    return new SampleNeighbors(counts, nearest);
  }

  @Override
  public void verifyDeterministic() {}
}
