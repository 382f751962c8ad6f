package org.beamnsl.trainer.training;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PartnerTest {

  @Test
  void takesOneTaskAfterTheOther() {
    int[] sum = {0};
    try (Partner partner = new Partner("partner")) {
      for (int i = 0; i < 1000; i++) {
        int number = i;
        partner.start(() -> sum[0] += number);
        partner.join();
      }
    }
    assertThat(sum[0]).isEqualTo(499_500);
  }

  @Test
  void isThereAgainAfterBothSidesSlept() throws InterruptedException {
    int[] done = {0};
    try (Partner partner = new Partner("partner")) {
      Thread.sleep(20);
      for (int i = 0; i < 3; i++) {
        partner.start(
            () -> {
              sleep(Duration.ofMillis(20));
              done[0]++;
            });
        partner.join();
        Thread.sleep(20);
      }
    }
    assertThat(done[0]).isEqualTo(3);
  }

  @Test
  void throwsWhatTheTaskThrewAndGoesOn() {
    int[] done = {0};
    try (Partner partner = new Partner("partner")) {
      partner.start(
          () -> {
            throw new IllegalStateException("broken");
          });
      var thrown = assertThrows(IllegalStateException.class, partner::join);
      assertThat(thrown).hasMessageThat().isEqualTo("broken");
      partner.start(() -> done[0]++);
      partner.join();
    }
    assertThat(done[0]).isEqualTo(1);
  }

  @Test
  void anInterruptedOwnerStillWaitsAndStaysInterrupted() {
    boolean[] done = {false};
    try (Partner partner = new Partner("partner")) {
      partner.start(
          () -> {
            sleep(Duration.ofMillis(30));
            done[0] = true;
          });
      Thread.currentThread().interrupt();
      partner.join();
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(done[0]).isTrue();
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
