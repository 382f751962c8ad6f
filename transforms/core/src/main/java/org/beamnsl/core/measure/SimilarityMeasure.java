package org.beamnsl.core.measure;

import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalDouble;
import org.beamnsl.core.similarity.RowForm;

/**
 * A measure of how close two rows are: an extension point. Given to {@link
 * org.beamnsl.core.join.JoinParams} as an instance, or named by {@code --similarity} and found by
 * {@link java.util.ServiceLoader}; for this the class needs a public constructor without
 * parameters.
 *
 * <p>The test {@code SimilarityMeasureContract} checks what a measure must keep. A measure travels
 * to workers serialized.
 */
public interface SimilarityMeasure extends Serializable {
  /** The measure's name: what {@code --similarity} says. */
  String name();

  /** What the rows are that it compares. */
  default RowForm form() {
    return RowForm.POINTS;
  }

  /** What a threshold means, with its range, to end the sentence "expected …". */
  String thresholds();

  /** Whether a graph can be asked for with this threshold. */
  boolean accepts(double threshold);

  /** The threshold that every pair reaches, if there is one. */
  OptionalDouble loosest();

  /**
   * Why a vector cannot be compared by this measure, to follow its name; nothing when it can. Not
   * asked of sets of tokens.
   *
   * @param vector holds the vector, finite numbers
   * @param length how many numbers it has
   */
  default Optional<String> flaw(float[] vector, int length) {
    return Optional.empty();
  }

  /**
   * How close rows are in a graph of this threshold.
   *
   * @param threshold one that is {@linkplain #accepts accepted}
   */
  Closeness closeness(double threshold);
}
