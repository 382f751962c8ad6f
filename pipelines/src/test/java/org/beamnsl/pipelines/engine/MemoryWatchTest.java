package org.beamnsl.pipelines.engine;

import static com.google.common.truth.Truth.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class MemoryWatchTest {
  private final AtomicLong now = new AtomicLong();
  private final AtomicLong collecting = new AtomicLong();
  private final AtomicInteger alarms = new AtomicInteger();
  private final MemoryWatch watch =
      new MemoryWatch(collecting::get, now::get, alarms::incrementAndGet);

  private void pass(int seconds, double share) {
    for (int half = 0; half < 2 * seconds; half++) {
      now.addAndGet(500);
      collecting.addAndGet((long) (500 * share));
      watch.look();
    }
  }

  @Test
  void workThatCollectsMuchButNotOnlyGoesOn() {
    pass(60, 0.7);
    assertThat(alarms.get()).isEqualTo(0);
    assertThat(watch.isShort()).isTrue();
    pass(20, 0.1);
    assertThat(watch.isShort()).isFalse();
  }

  @Test
  void aFewSecondsOfCollectionsAreNoAlarmButManyAre() {
    pass(20, 0);
    pass(6, 1);
    assertThat(alarms.get()).isEqualTo(0);
    pass(5, 1);
    assertThat(alarms.get()).isAtLeast(1);
  }

  @Test
  void aMachineThatSleptInACollectionIsNoAlarm() {
    pass(20, 0.1);
    now.addAndGet(600_000);
    collecting.addAndGet(600_000);
    watch.look();
    pass(5, 0.1);
    assertThat(alarms.get()).isEqualTo(0);
    assertThat(watch.isShort()).isFalse();
  }
}
