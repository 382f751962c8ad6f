package org.beamnsl.trainer.reading;

import java.util.Arrays;
import org.beamnsl.trainer.image.PixelForm;
import org.beamnsl.trainer.model.Input;

/**
 * A feature of the stored examples and the form in which a model reads it. The same rules are
 * applied when data are read for training and inside the exported model.
 *
 * @param stored the kind of list that the examples hold
 * @param form what the model sees
 * @param shape of one example's value: the values in row-major order for dense features, {@code
 *     [length]} for ids, 0 for the longest example found
 * @param limit number of ids: those from here on are read as padding; 0 for the largest id found
 *     plus 1; dense features ignore it
 * @param divisor what the intensities of images are divided by; 1 for other features
 */
public record FeatureSpec(
    String name, Stored stored, Form form, int[] shape, int limit, double divisor) {

  /** Kind of list in the record. */
  public enum Stored {
    FLOAT,
    INT64,
    BYTES
  }

  /** What becomes of it. */
  public enum Form {
    /** A fixed number of numbers, as floats. */
    DENSE,
    /** Any number of ids, cut or padded with 0 at the end, as integers. */
    SEQUENCE,
    /** Any number of ids whose order does not matter, padded with the limit, as integers. */
    BAG,
    /** An encoded image, decoded to height, width and channels, as floats. */
    IMAGE
  }

  /** A feature of numbers or ids. */
  public FeatureSpec(String name, Stored stored, Form form, int[] shape, int limit) {
    this(name, stored, form, shape, limit, 1);
  }

  /**
   * An encoded image.
   *
   * @param shape height, width, channels
   */
  public static FeatureSpec image(String name, int[] shape, double divisor) {
    return new FeatureSpec(name, Stored.BYTES, Form.IMAGE, shape, 0, divisor);
  }

  /** What the model sees of an image. */
  public PixelForm pixels() {
    return new PixelForm(shape[0], shape[1], shape[2], divisor);
  }

  /** The same feature in examples that hold what the model sees of an image as floats. */
  public FeatureSpec decoded() {
    return form == Form.IMAGE
        ? new FeatureSpec(name, Stored.FLOAT, Form.DENSE, shape, limit)
        : this;
  }

  /** The model's input of this feature. */
  public Input input() {
    return hasIds() ? Input.ints(name, shape) : Input.floats(name, shape);
  }

  /** Whether the model sees ids rather than numbers. */
  public boolean hasIds() {
    return form == Form.SEQUENCE || form == Form.BAG;
  }

  /** What an example's ids are filled up with. */
  public int padding() {
    return form == Form.BAG ? limit : 0;
  }

  /** The same feature under another name, as neighbours carry it. */
  public FeatureSpec named(String other) {
    return new FeatureSpec(other, stored, form, shape, limit, divisor);
  }

  /** The same feature with another limit on ids. */
  public FeatureSpec withLimit(int other) {
    return new FeatureSpec(name, stored, form, shape, other, divisor);
  }

  /** The same feature with values of another shape. */
  public FeatureSpec withShape(int... other) {
    return new FeatureSpec(name, stored, form, other, limit, divisor);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureSpec that
        && name.equals(that.name)
        && stored == that.stored
        && form == that.form
        && Arrays.equals(shape, that.shape)
        && limit == that.limit
        && divisor == that.divisor;
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(shape);
  }

  @Override
  public String toString() {
    return name + " " + form + Arrays.toString(shape);
  }
}
