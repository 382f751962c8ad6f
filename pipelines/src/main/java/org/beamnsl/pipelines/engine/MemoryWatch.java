package org.beamnsl.pipelines.engine;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Notices that an engine in this process does little but collect garbage. An engine that lacks
 * memory need not fail: the thread that is told may be one that others wait for without end, or
 * collections may make just enough room for the next one.
 */
final class MemoryWatch implements AutoCloseable {
  private static final long EVERY_MILLISECONDS = 500;

  /** How many looks the share is taken over. */
  private static final int LOOKS = 20;

  /** Share of the time in collections from which there is no hope. */
  private static final double HOPELESS = 0.9;

  /** Share from which a failure is put down to memory. */
  private static final double SHORT = 0.5;

  private final LongSupplier collecting;
  private final LongSupplier clock;
  private final Runnable whenHopeless;
  private final Deque<long[]> looks = new ArrayDeque<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "memory-watch");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * A watch that looks when it is told to.
   *
   * @param collecting milliseconds spent in collections so far
   * @param clock milliseconds since some moment
   * @param whenHopeless run when there is no hope
   */
  MemoryWatch(LongSupplier collecting, LongSupplier clock, Runnable whenHopeless) {
    this.collecting = collecting;
    this.clock = clock;
    this.whenHopeless = whenHopeless;
  }

  /** Watches this process and interrupts a thread when there is no hope. */
  static MemoryWatch begin(Thread waiting) {
    MemoryWatch watch =
        new MemoryWatch(
            () ->
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                    .sum(),
            () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
            waiting::interrupt);
    watch.timer.scheduleWithFixedDelay(
        watch::look, EVERY_MILLISECONDS, EVERY_MILLISECONDS, TimeUnit.MILLISECONDS);
    return watch;
  }

  synchronized void look() {
    looks.addLast(new long[] {clock.getAsLong(), collecting.getAsLong()});
    if (looks.size() > LOOKS) {
      looks.removeFirst();
      if (share() >= HOPELESS) {
        timer.shutdown();
        whenHopeless.run();
      }
    }
  }

  /** Whether so much of the last seconds went into collections that memory must be short. */
  synchronized boolean isShort() {
    return looks.size() > 1 && share() >= SHORT;
  }

  /**
   * The mean over all times between two looks, each counted alike: the machine may have slept for
   * long in the middle of a collection.
   */
  private double share() {
    double sum = 0;
    long[] before = looks.getFirst();
    for (long[] look : looks) {
      sum += (double) (look[1] - before[1]) / Math.max(1, look[0] - before[0]);
      before = look;
    }
    return sum / (looks.size() - 1);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
