package org.beamnsl.trainer.evaluate;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
  /** From the printed tables of Student's distribution. */
  @ParameterizedTest
  @CsvSource({"1, 12.7062", "2, 4.3027", "3, 3.1824", "4, 2.7764", "9, 2.2622", "30, 2.0423"})
  void quantilesAreThoseOfTheTables(int degrees, double expected) {
    assertThat(Interval.quantile(degrees)).isWithin(5e-5).of(expected);
  }

  @Test
  void theIntervalLiesRoundTheMeanAsFarAsStudentSays() {
    Interval interval = Interval.of(Spread.of(1, 2, 3, 4, 5));
    assertThat(interval.low()).isWithin(1e-4).of(3 - 1.9632);
    assertThat(interval.high()).isWithin(1e-4).of(3 + 1.9632);
  }

  @Test
  void oneValueHasNoInterval() {
    assertThrows(IllegalArgumentException.class, () -> Interval.of(Spread.of(1)));
  }
}
