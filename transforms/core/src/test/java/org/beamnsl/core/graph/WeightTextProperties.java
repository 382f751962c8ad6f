package org.beamnsl.core.graph;

import static com.google.common.truth.Truth.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class WeightTextProperties {
  @Property
  void textHasSixCorrectlyRoundedDecimals(@ForAll @DoubleRange(min = -1000, max = 1000) double w) {
    assertThat(new BigDecimal(WeightText.of(w)))
        .isEqualTo(new BigDecimal(w).setScale(6, RoundingMode.HALF_EVEN));
  }

  @Property
  void tiesAreRoundedByTheExactBinaryValue(
      @ForAll @IntRange(min = 0, max = 999_999) int millionth, @ForAll boolean negative) {
    double tie = (negative ? -1 : 1) * (millionth + 0.5) / 1e6;
    assertThat(new BigDecimal(WeightText.of(tie)))
        .isEqualTo(new BigDecimal(tie).setScale(6, RoundingMode.HALF_EVEN));
  }

  @Test
  void knownWeights() {
    assertThat(WeightText.of(1)).isEqualTo("1.000000");
    assertThat(WeightText.of(0.9)).isEqualTo("0.900000");
    assertThat(WeightText.of(-0.25)).isEqualTo("-0.250000");
    assertThat(WeightText.of(0)).isEqualTo("0.000000");
    assertThat(WeightText.of(0.9999995)).isEqualTo("1.000000");
    assertThat(WeightText.of(0.99999949)).isEqualTo("0.999999");
    assertThat(WeightText.of(-1e-9)).isEqualTo("-0.000000");
    assertThat(WeightText.of(123.456)).isEqualTo("123.456000");
  }
}
