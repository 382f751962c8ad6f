package org.beamnsl.core.lsh;

/**
 * Random numbers derived from a seed and a place, the same on every machine: nothing is shipped.
 */
final class NormalNumbers {
  private final long seed;

  NormalNumbers(long seed) {
    this.seed = KeyMixer.mix(seed + 0x6E6F726D616CL);
  }

  /** Independent normally distributed numbers (Box and Muller, 1958), two for each even place. */
  void fill(double[] numbers, long place) {
    for (int i = 0; i < numbers.length; i += 2) {
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform(place + i)));
      double angle = 2 * Math.PI * uniform(place + i + 1);
      numbers[i] = radius * StrictMath.cos(angle);
      if (i + 1 < numbers.length) {
        numbers[i + 1] = radius * StrictMath.sin(angle);
      }
    }
  }

  /** A number in [0, 1). */
  double uniform(long place) {
    return (KeyMixer.mix(seed + 0x9E3779B97F4A7C15L * (place + 1)) >>> 11) * 0x1p-53;
  }
}
