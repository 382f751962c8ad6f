package org.beamnsl.trainer.model;

import java.util.Random;

/** Initial values of a weight; the same seed gives the same values on every machine. */
@FunctionalInterface
public interface Initializer {

  /** Row-major values for a weight of this shape. */
  float[] sample(int[] shape, Random random);
}
