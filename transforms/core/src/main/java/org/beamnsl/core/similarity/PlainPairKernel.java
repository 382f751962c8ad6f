package org.beamnsl.core.similarity;

import java.util.Arrays;

/** The kernel for every JVM: loops that the compiler turns into vector instructions itself. */
final class PlainPairKernel implements PairKernel {
  @Override
  public String name() {
    return "plain";
  }

  @Override
  public void compare(
      float[] rows, int[] offsets, float[] limits, float[] panel, Columns columns, long[] hits) {
    int dims = panel.length / PANEL;
    float[] sums = new float[PANEL];
    for (int r = 0; r < ROWS; r++) {
      Arrays.fill(sums, 0f);
      accumulate(rows, offsets[r], panel, dims, sums);
      long mask = 0;
      for (int j = 0; j < PANEL; j++) {
        mask |= sums[j] >= limits[r] ? 1L << j : 0;
      }
      hits[r] = mask;
    }
  }

  /** Four elements at a time, so that each partial sum is loaded and stored a quarter as often. */
  private static void accumulate(float[] rows, int at, float[] panel, int dims, float[] sums) {
    int k = 0;
    for (; k + 4 <= dims; k += 4) {
      float x0 = rows[at + k];
      float x1 = rows[at + k + 1];
      float x2 = rows[at + k + 2];
      float x3 = rows[at + k + 3];
      int p = k * PANEL;
      for (int j = 0; j < PANEL; j++) {
        sums[j] +=
            x0 * panel[p + j]
                + x1 * panel[p + PANEL + j]
                + x2 * panel[p + 2 * PANEL + j]
                + x3 * panel[p + 3 * PANEL + j];
      }
    }
    for (; k < dims; k++) {
      float x = rows[at + k];
      int p = k * PANEL;
      for (int j = 0; j < PANEL; j++) {
        sums[j] += x * panel[p + j];
      }
    }
  }

  @Override
  public float dot(float[] rows, int a, int b, int dims) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int k = 0;
    for (; k + 4 <= dims; k += 4) {
      s0 += rows[a + k] * rows[b + k];
      s1 += rows[a + k + 1] * rows[b + k + 1];
      s2 += rows[a + k + 2] * rows[b + k + 2];
      s3 += rows[a + k + 3] * rows[b + k + 3];
    }
    for (; k < dims; k++) {
      s0 += rows[a + k] * rows[b + k];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
