package org.beamnsl.trainer.evaluate;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void theDeviationIsThatOfASample() {
    Spread spread = Spread.of(1, 2, 3, 4);
    assertThat(spread.mean()).isEqualTo(2.5);
    assertThat(spread.std()).isWithin(1e-12).of(Math.sqrt(5.0 / 3));
  }

  @Test
  void oneValueHasNoDeviationAndSaysSo() {
    assertThat(Spread.of(0.5).std()).isEqualTo(0);
    assertThat(Spread.of(0.5).text(100, 1)).isEqualTo("50.0");
    assertThat(Spread.of(0.4, 0.6).text(100, 1)).isEqualTo("50.0 ± 14.1");
  }
}
