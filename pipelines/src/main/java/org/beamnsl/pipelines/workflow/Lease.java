package org.beamnsl.pipelines.workflow;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.storage.Storages;

/**
 * One run per root where no operating system keeps locks: an object that names its owner and the
 * time until which it holds, which the owner moves on while it lives.
 *
 * <p>Object stores are used through an interface that cannot create an object only if it is absent.
 * So an owner writes, waits until whoever looked at the same moment has written as well, and holds
 * the lease if its own name is still there. Somebody whose writing took longer than this wait can
 * break in; the owner sees that when it next moves the time on and ends ({@link #requireHeld}).
 * Clocks of machines must agree to within {@link #SLACK}.
 */
final class Lease implements AutoCloseable {
  /** How far clocks may differ. */
  static final Duration SLACK = Duration.ofSeconds(20);

  private static final String NAME = ".lock";
  private static final int RENEWALS = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * How long things take.
   *
   * @param term how long a lease holds without being renewed
   * @param settle how long others have to write theirs
   */
  record Timing(Duration term, Duration settle) {
    static final Timing USUAL = new Timing(Duration.ofSeconds(60), Duration.ofSeconds(3));
  }

  /**
   * What the object says.
   *
   * @param owner different for every run
   * @param process for people: which process on which host
   * @param until in ISO 8601
   */
  record Holder(String owner, String process, String until) {}

  private final String root;
  private final Timing timing;
  private final Clock clock;
  private final String owner = UUID.randomUUID().toString();
  private final ScheduledExecutorService renewer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "lease");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Instant until = Instant.MIN;
  private volatile String lostTo = "";

  private Lease(String root, Timing timing, Clock clock) {
    this.root = root;
    this.timing = timing;
    this.clock = clock;
  }

  /**
   * Takes the lease of a root.
   *
   * @throws NslException (75) when another run holds it
   */
  static Lease take(String root, Timing timing, Clock clock) throws IOException {
    Lease lease = new Lease(root, timing, clock);
    Optional<Holder> now = lease.read();
    if (now.isPresent() && !lease.hasRunOut(now.get())) {
      throw lease.held(now.get());
    }
    lease.write();
    try {
      TimeUnit.MILLISECONDS.sleep(timing.settle().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while taking the lease of " + root, e);
    }
    Optional<Holder> settled = lease.read();
    if (settled.isEmpty() || !settled.get().owner().equals(lease.owner)) {
      throw lease.held(settled.orElse(new Holder("", "unknown", "unknown")));
    }
    lease.write();
    long every = Math.max(1, timing.term().toMillis() / RENEWALS);
    lease.renewer.scheduleWithFixedDelay(lease::renew, every, every, TimeUnit.MILLISECONDS);
    return lease;
  }

  /**
   * Makes sure that nobody has taken the lease over.
   *
   * @throws NslException (75) when somebody has, or when it could not be renewed in time
   */
  void requireHeld() {
    if (!lostTo.isEmpty()) {
      throw new NslException(
          ExitCode.LOCKED,
          root + ": " + lostTo + " took the lease of this root over: this run ends");
    }
    if (clock.instant().isAfter(until)) {
      throw new NslException(
          ExitCode.LOCKED,
          root + ": the lease of this root ran out at " + until + ", it could not be renewed");
    }
  }

  private void renew() {
    try {
      Optional<Holder> now = read();
      if (now.isPresent() && now.get().owner().equals(owner)) {
        write();
      } else {
        lostTo = now.map(holder -> "process " + holder.process()).orElse("somebody");
        renewer.shutdown();
      }
    } catch (IOException | NslException e) {
      // The next attempt may succeed; requireHeld tells when none did for too long.
      return;
    }
  }

  private boolean hasRunOut(Holder holder) {
    return clock.instant().isAfter(Instant.parse(holder.until()).plus(SLACK));
  }

  private NslException held(Holder holder) {
    return new NslException(
        ExitCode.LOCKED,
        root
            + ": another run works here (process "
            + holder.process()
            + "); wait for it or choose another root. If it was killed, its lease of "
            + holder.until()
            + " is free "
            + SLACK.toSeconds()
            + " s after");
  }

  private Optional<Holder> read() throws IOException {
    String path = Storages.join(root, NAME);
    if (Storages.of(path).stat(path).isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = Storages.of(path).open(path)) {
      Holder holder = JSON.readValue(in, Holder.class);
      Instant.parse(holder.until());
      return Optional.of(holder);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JacksonException | java.time.DateTimeException | NullPointerException e) {
      throw new NslException(
          ExitCode.LOCKED, path + ": not a lease; remove it if no run works here", e);
    }
  }

  private void write() throws IOException {
    Instant next = clock.instant().plus(timing.term());
    String process = ProcessHandle.current().pid() + " on " + host();
    try (OutputStream out = Storages.of(root).create(Storages.join(root, NAME))) {
      out.write(JSON.writeValueAsBytes(new Holder(owner, process, next.toString())));
    }
    until = next;
  }

  private static String host() {
    try {
      return java.net.InetAddress.getLocalHost().getHostName();
    } catch (java.net.UnknownHostException e) {
      return "an unnamed host";
    }
  }

  /** Gives the lease back, if it is still held. */
  @Override
  public void close() {
    renewer.shutdown();
    try {
      renewer.awaitTermination(timing.term().toMillis(), TimeUnit.MILLISECONDS);
      Optional<Holder> now = read();
      if (now.isPresent() && now.get().owner().equals(owner)) {
        String path = Storages.join(root, NAME);
        Storages.of(path).delete(path);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // It runs out by itself.
      return;
    }
  }
}
