package org.beamnsl.core.badrecord;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.junit.jupiter.api.Test;

final class BadRecordPolicyTest {
  private static final List<BadRecord> ONE = List.of(new BadRecord("a.tfr", 12, "no id"));

  @Test
  void toleratesAShareUpToTheLimit() {
    new BadRecordPolicy(0.5).check(5, 10, ONE);
  }

  @Test
  void failsAboveTheLimitAndNamesTheFirst() {
    NslException failure =
        assertThrows(NslException.class, () -> new BadRecordPolicy(0).check(1, 10, ONE));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_DATA);
    assertThat(failure)
        .hasMessageThat()
        .isEqualTo(
            "1 of 10 records are bad, more than --maxBadFraction=0.0 allows; the first:"
                + " a.tfr:12: no id");
  }

  @Test
  void aShareOutsideItsRangeIsAUsageError() {
    assertThat(assertThrows(NslException.class, () -> new BadRecordPolicy(1.5)).exitCode())
        .isEqualTo(ExitCode.USAGE);
  }
}
