package org.beamnsl.core.image;

/** Scales one axis of an image: each new pixel is a weighted mean of the old ones near it. */
final class TriangleFilter {
  private final int from;
  private final int to;
  private final int[] starts;
  private final float[][] weights;

  TriangleFilter(int from, int to) {
    if (from < 1 || to < 1) {
      throw new IllegalArgumentException("cannot scale " + from + " pixels to " + to);
    }
    this.from = from;
    this.to = to;
    starts = new int[to];
    weights = new float[to][];
    double step = (double) from / to;
    double radius = Math.max(1, step);
    for (int i = 0; i < to; i++) {
      double center = (i + 0.5) * step;
      int start = Math.max(0, (int) Math.floor(center - radius));
      int end = Math.min(from, (int) Math.ceil(center + radius));
      starts[i] = start;
      weights[i] = weights(start, end, center, radius);
    }
  }

  private static float[] weights(int start, int end, double center, double radius) {
    double[] raw = new double[end - start];
    double sum = 0;
    for (int j = start; j < end; j++) {
      raw[j - start] = Math.max(0, 1 - Math.abs((j + 0.5 - center) / radius));
      sum += raw[j - start];
    }
    float[] weights = new float[raw.length];
    for (int j = 0; j < raw.length; j++) {
      weights[j] = (float) (raw[j] / sum);
    }
    return weights;
  }

  /** Scales every row of an image whose rows have {@code from × channels} values. */
  float[] rows(float[] values, int height, int channels) {
    float[] scaled = new float[height * to * channels];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < to; x++) {
        for (int j = 0; j < weights[x].length; j++) {
          int source = (y * from + starts[x] + j) * channels;
          int target = (y * to + x) * channels;
          for (int c = 0; c < channels; c++) {
            scaled[target + c] += weights[x][j] * values[source + c];
          }
        }
      }
    }
    return scaled;
  }

  /** Scales every column of an image whose rows have {@code rowValues} values. */
  float[] columns(float[] values, int rowValues) {
    float[] scaled = new float[to * rowValues];
    for (int y = 0; y < to; y++) {
      for (int j = 0; j < weights[y].length; j++) {
        int source = (starts[y] + j) * rowValues;
        for (int i = 0; i < rowValues; i++) {
          scaled[y * rowValues + i] += weights[y][j] * values[source + i];
        }
      }
    }
    return scaled;
  }
}
