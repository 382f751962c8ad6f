package org.beamnsl.pipelines.workflow;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeaseTest {
  private static final Lease.Timing QUICK =
      new Lease.Timing(Duration.ofMillis(600), Duration.ofMillis(100));
  private static final Lease.Timing LONG =
      new Lease.Timing(Duration.ofMinutes(5), Duration.ofMillis(20));

  @TempDir Path root;

  private Lease take(Lease.Timing timing) throws IOException {
    return Lease.take(root.toString(), timing, Clock.systemUTC());
  }

  private void write(String owner, Instant until) throws IOException {
    Files.writeString(
        root.resolve(".lock"),
        "{\"owner\":\"%s\",\"process\":\"7 on other\",\"until\":\"%s\"}".formatted(owner, until));
  }

  @Test
  void aSecondRunIsRefusedAndTheNextOneFindsTheRootFree() throws IOException {
    try (Lease lease = take(LONG)) {
      lease.requireHeld();
      NslException refused = assertThrows(NslException.class, () -> take(LONG));
      assertThat(refused.exitCode()).isEqualTo(ExitCode.LOCKED);
      assertThat(refused)
          .hasMessageThat()
          .contains("another run works here (process " + ProcessHandle.current().pid() + " on ");
    }
    assertThat(Files.exists(root.resolve(".lock"))).isFalse();
    take(LONG).close();
  }

  @Test
  void theLeaseOfAKilledRunRunsOut() throws IOException {
    write("dead", Instant.now().minus(Lease.SLACK).plusSeconds(5));
    assertThat(assertThrows(NslException.class, () -> take(LONG)))
        .hasMessageThat()
        .contains("process 7 on other");
    write("dead", Instant.now().minus(Lease.SLACK).minusSeconds(1));
    take(LONG).close();
  }

  @Test
  void ofManyWhoTryAtOnceOneHoldsIt() {
    long holders =
        IntStream.range(0, 6)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          try {
                            take(QUICK);
                            return 1;
                          } catch (IOException | NslException e) {
                            return 0;
                          }
                        }))
            .toList()
            .stream()
            .mapToInt(CompletableFuture::join)
            .sum();
    assertThat(holders).isEqualTo(1);
  }

  @Test
  void aLivingRunRenewsItsLeaseAndOneThatLostItEnds() throws Exception {
    try (Lease lease = take(QUICK)) {
      TimeUnit.MILLISECONDS.sleep(1500);
      lease.requireHeld();
      write("thief", Instant.now().plusSeconds(60));
      TimeUnit.MILLISECONDS.sleep(600);
      NslException lost = assertThrows(NslException.class, lease::requireHeld);
      assertThat(lost.exitCode()).isEqualTo(ExitCode.LOCKED);
      assertThat(lost).hasMessageThat().contains("process 7 on other took the lease");
    }
    assertThat(Files.readString(root.resolve(".lock"))).contains("thief");
  }

  @Test
  void whatIsNoLeaseIsLeftToPeople() throws IOException {
    Files.writeString(root.resolve(".lock"), "{}");
    assertThat(assertThrows(NslException.class, () -> take(QUICK)))
        .hasMessageThat()
        .contains(".lock: not a lease; remove it if no run works here");
  }
}
