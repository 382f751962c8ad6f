package org.beamnsl.core.failure;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;

final class NslExceptionTest {
  @Test
  void isFoundBehindOtherExceptions() {
    NslException inner = NslException.noInput("x: not found");
    assertThat(NslException.find(new RuntimeException(new IllegalStateException(inner))))
        .hasValue(inner);
  }

  @Test
  void isRecognisedInTheTextThatAnEnginePassesOn() {
    RuntimeException text =
        new RuntimeException("Job failed: " + NslException.badData("a.tfr: bad") + "\n at X");
    NslException found = NslException.find(text).orElseThrow();
    assertThat(found.exitCode()).isEqualTo(ExitCode.BAD_DATA);
    assertThat(found).hasMessageThat().isEqualTo("a.tfr: bad");
  }

  @Test
  void isNotFoundWhereThereIsNone() {
    assertThat(NslException.find(new IllegalStateException("bug"))).isEmpty();
  }

  @Test
  void exitCodesAreThoseOfTheContract() {
    assertThat(ExitCode.NOT_BLESSED.status()).isEqualTo(3);
    assertThat(ExitCode.USAGE.status()).isEqualTo(64);
    assertThat(ExitCode.BAD_DATA.status()).isEqualTo(65);
    assertThat(ExitCode.NO_INPUT.status()).isEqualTo(66);
    assertThat(ExitCode.UNAVAILABLE.status()).isEqualTo(69);
    assertThat(ExitCode.CANNOT_WRITE.status()).isEqualTo(73);
    assertThat(ExitCode.LOCKED.status()).isEqualTo(75);
    assertThat(ExitCode.CONFIG.status()).isEqualTo(78);
    assertThat(ExitCode.INTERRUPTED.status()).isEqualTo(130);
  }
}
