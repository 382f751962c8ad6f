package org.beamnsl.pipelines.buildgraph;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Rows {@code r0}, {@code r1}, … in clusters of about twelve, always the same. */
final class ClusteredRows {
  static final int DIMS = 16;

  private final List<float[]> vectors = new ArrayList<>();

  ClusteredRows(int rows) {
    this(rows, 4);
  }

  /** Other vectors under the same ids. */
  ClusteredRows(int rows, long seed) {
    Random random = new Random(seed);
    float[] center = new float[DIMS];
    for (int row = 0; row < rows; row++) {
      float[] vector = new float[DIMS];
      for (int k = 0; k < DIMS; k++) {
        center[k] = row % 12 == 0 ? (float) random.nextGaussian() : center[k];
        vector[k] = center[k] + 0.25f * (float) random.nextGaussian();
      }
      vectors.add(vector);
    }
  }

  /** The same rows, of length 1 when asked for. */
  ClusteredRows unit(boolean asked) {
    for (float[] vector : asked ? vectors : List.<float[]>of()) {
      double square = 0;
      for (float value : vector) {
        square += (double) value * value;
      }
      for (int k = 0; k < DIMS; k++) {
        vector[k] = (float) (vector[k] / Math.sqrt(square));
      }
    }
    return this;
  }

  /** Writes the rows from {@code from} to before {@code to} in an order drawn from a seed. */
  Path write(Path file, int from, int to, long order) throws IOException {
    List<Integer> rows = new ArrayList<>();
    for (int row = from; row < to; row++) {
      rows.add(row);
    }
    Collections.shuffle(rows, new Random(order));
    EmbeddingFile records = new EmbeddingFile();
    rows.forEach(row -> records.row("r" + row, vectors.get(row)));
    return records.write(file);
  }

  /** Writes every n-th row, or all others. */
  Path writeEvery(Path file, int n, boolean these) throws IOException {
    EmbeddingFile records = new EmbeddingFile();
    for (int row = 0; row < vectors.size(); row++) {
      if (row % n == 0 == these) {
        records.row("r" + row, vectors.get(row));
      }
    }
    return records.write(file);
  }
}
