package org.beamnsl.core.lsh;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;

final class MersenneTwisterTest {
  @Test
  void numbersAreThoseOfTheLegacyGeneratorOfNumPy() {
    MersenneTwister random = new MersenneTwister(12345);
    double[] numbers = new double[6];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextDouble();
    }
    assertThat(numbers)
        .usingExactEquality()
        .containsExactly(
            0.9296160928171479,
            0.3163755545817859,
            0.18391881167709445,
            0.2045602785530397,
            0.5677250290816866,
            0.5955447029792516)
        .inOrder();
  }

  @Test
  void numbersGoOnBeyondTheFirstState() {
    MersenneTwister random = new MersenneTwister(1);
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      double number = random.nextDouble();
      assertThat(number).isIn(com.google.common.collect.Range.closedOpen(0.0, 1.0));
      sum += number;
    }
    assertThat(sum / 10_000).isWithin(0.02).of(0.5);
  }
}
