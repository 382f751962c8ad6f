package org.beamnsl.core.lsh;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The kernel for JVMs started with the module {@code jdk.incubator.vector}. */
final class VectorTileKernel implements TileKernel {
  private static final VectorSpecies<Float> FLOATS =
      FloatVector.SPECIES_PREFERRED.length() > LANES
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
  private static final int STEP = FLOATS.length();

  /**
   * Coordinates whose steps are done before the next ones are looked at: with all lanes they take
   * 16 KB, which stay in the nearest cache. A power of four, so that steps pair as without blocks.
   */
  private static final int BLOCK = 256;

  @Override
  public void rotate(float[] tile, float[] signs) {
    int size = signs.length;
    int block = Math.min(size, BLOCK);
    for (int lane = 0; lane < LANES; lane += STEP) {
      for (int start = 0; start < size; start += block) {
        flipFour(tile, signs, start, block, lane);
        steps(tile, start, 4, block, lane);
      }
      steps(tile, 0, block, size, lane);
    }
  }

  /** The steps of the transform on elements {@code half} apart and more, up to a size. */
  private static void steps(float[] tile, int first, int from, int size, int lane) {
    int half = from;
    for (; half * 4 <= size; half *= 4) {
      for (int start = first; start < first + size; start += 4 * half) {
        for (int i = start; i < start + half; i++) {
          four(tile, i * LANES + lane, half * LANES);
        }
      }
    }
    if (half < size) {
      for (int i = first; i < first + half; i++) {
        two(tile, i * LANES + lane, half * LANES);
      }
    }
  }

  /** Signs and the first two steps of the transform in one pass. */
  private static void flipFour(float[] tile, float[] signs, int from, int size, int lane) {
    for (int i = from; i < from + size; i += 4) {
      int at = i * LANES + lane;
      FloatVector a = FloatVector.fromArray(FLOATS, tile, at).mul(signs[i]);
      FloatVector b = FloatVector.fromArray(FLOATS, tile, at + LANES).mul(signs[i + 1]);
      FloatVector c = FloatVector.fromArray(FLOATS, tile, at + 2 * LANES).mul(signs[i + 2]);
      FloatVector d = FloatVector.fromArray(FLOATS, tile, at + 3 * LANES).mul(signs[i + 3]);
      store(tile, at, LANES, a.add(b), a.sub(b), c.add(d), c.sub(d));
    }
  }

  /** Two steps of the transform on four elements {@code span} apart. */
  private static void four(float[] tile, int at, int span) {
    FloatVector a = FloatVector.fromArray(FLOATS, tile, at);
    FloatVector b = FloatVector.fromArray(FLOATS, tile, at + span);
    FloatVector c = FloatVector.fromArray(FLOATS, tile, at + 2 * span);
    FloatVector d = FloatVector.fromArray(FLOATS, tile, at + 3 * span);
    store(tile, at, span, a.add(b), a.sub(b), c.add(d), c.sub(d));
  }

  private static void store(
      float[] tile, int at, int span, FloatVector p, FloatVector q, FloatVector r, FloatVector s) {
    p.add(r).intoArray(tile, at);
    q.add(s).intoArray(tile, at + span);
    p.sub(r).intoArray(tile, at + 2 * span);
    q.sub(s).intoArray(tile, at + 3 * span);
  }

  private static void two(float[] tile, int at, int span) {
    FloatVector a = FloatVector.fromArray(FLOATS, tile, at);
    FloatVector b = FloatVector.fromArray(FLOATS, tile, at + span);
    a.add(b).intoArray(tile, at);
    a.sub(b).intoArray(tile, at + span);
  }

  @Override
  public void largest(float[] tile, int from, int width, int[] digits) {
    for (int lane = 0; lane < LANES; lane += STEP) {
      IntVector best = IntVector.zero(INTS);
      for (int i = 0; i < width; i++) {
        IntVector bits =
            FloatVector.fromArray(FLOATS, tile, (from + i) * LANES + lane).reinterpretAsInts();
        // As in the plain kernel: magnitude, coordinate, sign.
        IntVector code = bits.lanewise(VectorOperators.ROL, 1).and(~INDEX_MASK).or(i << 1);
        best = best.max(code);
      }
      best.and(DIGIT_MASK).intoArray(digits, lane);
    }
  }
}
