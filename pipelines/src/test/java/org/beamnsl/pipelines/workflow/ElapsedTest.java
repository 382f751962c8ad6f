package org.beamnsl.pipelines.workflow;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;

final class ElapsedTest {
  @Test
  void fewSecondsAreSeconds() {
    assertThat(Elapsed.exact(7.26)).isEqualTo("7.3 s");
    assertThat(Elapsed.round(7.26)).isEqualTo("7 s");
  }

  @Test
  void manySecondsAreMinutesOrHours() {
    assertThat(Elapsed.exact(725.4)).isEqualTo("12 min 05 s");
    assertThat(Elapsed.round(99.7)).isEqualTo("1 min 40 s");
    assertThat(Elapsed.round(9_630)).isEqualTo("2 h 40 min");
  }
}
