package org.beamnsl.beam.io;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.beamnsl.core.failure.NslException;
import org.junit.jupiter.api.Test;

final class RecordSourceTest {
  private static final int LAST = (1 << 19) - 1;

  @Test
  void placesFollowTheOrderOfFilesUpToTheLast() {
    long byteOfLargeFile = (1L << 44) - 1;
    long before = new RecordSource("a", null, LAST - 1, 0, -1).sequence(byteOfLargeFile);
    long last = new RecordSource("b", null, LAST, 0, -1).sequence(0);
    assertThat(last).isGreaterThan(before);
    assertThat(RecordSource.orderOf(last)).isEqualTo(LAST);
  }

  @Test
  void moreFilesThanCanBeToldApartAreRefused() {
    NslException failure =
        assertThrows(NslException.class, () -> new RecordSource("c", null, LAST + 1, 0, -1));
    assertThat(failure).hasMessageThat().contains("more than 524288 files");
  }
}
