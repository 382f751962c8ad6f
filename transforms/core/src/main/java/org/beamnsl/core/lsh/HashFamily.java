package org.beamnsl.core.lsh;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Random hashes on which two rows agree the more often the closer they are: an extension point, the
 * other half of a similarity measure.
 *
 * <p>One slice of a hash has a width that decides how choosy it is; a key joins several slices, so
 * that two rows share a key when all its slices agree; a row has a key per round. The planner takes
 * {@link #probability} at its word: it derives from it how many rounds find a pair as often as the
 * user asks, so it must never promise too much. All rounds and slices must be independent of each
 * other. A family travels to workers serialized.
 */
public interface HashFamily extends Serializable {
  /** The family's name, for reports. */
  String name();

  /** Widths worth trying, ascending; one unless the family says otherwise. */
  default List<Integer> widths() {
    return List.of(1);
  }

  /** The width where only the number of slices is asked for: the one in the middle. */
  default int usualWidth() {
    return widths().get(widths().size() / 2);
  }

  /** The most slices of a width that a key may have. */
  default int mostSlices(int width) {
    return 16;
  }

  /**
   * Probability, over seeds, that one slice agrees on two rows, or a lower bound of it.
   *
   * @param width one of {@link #widths}
   * @param weight the weight of the pair, from -1 to 1; the probability must rise with it
   */
  double probability(int width, double weight);

  /** How many low bits of a key are in use, at most 30. */
  default int keyBits(int width, int slices) {
    return KeyMixer.BITS;
  }

  /** Expected seconds of a reference machine that computing one key takes. */
  default double secondsPerKey(HashParams params) {
    return 2e-8 * params.slices();
  }

  /** Whether rows may be hashed by their differences from a centre. */
  default boolean centers() {
    return false;
  }

  /**
   * Shapes of one round to spread rows over workers by; a sample of the rows tells which is the
   * best.
   *
   * @param dims length of the vectors
   * @param keys number of different keys that would be enough
   * @param seed what random choices are derived from
   */
  default List<HashParams> partitioning(int dims, double keys, long seed) {
    List<HashParams> shapes = new ArrayList<>();
    for (int width : widths()) {
      for (int slices = 1; slices <= Math.min(4, mostSlices(width)); slices++) {
        shapes.add(new HashParams(dims, width, slices, 1, seed));
      }
    }
    return shapes;
  }

  /**
   * Hashes rows.
   *
   * @param params the shape, of a width and a number of slices that this family allows
   * @param center what is subtracted from every unit vector before hashing, or null; always null
   *     unless {@link #centers}
   */
  RowHasher hasher(HashParams params, float @Nullable [] center);
}
