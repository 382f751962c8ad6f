package org.beamnsl.trainer.training;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that takes one task at a time while its owner does something else. Either side waits
 * awake for a moment before it sleeps: waking a thread takes as long as a good part of the tasks
 * this is for, of some hundred microseconds each. For one owner at a time.
 */
final class Partner implements AutoCloseable {
  private static final long AWAKE_NANOS = 100_000;

  private final Thread thread;

  /** The task under way; whoever sets it hands over everything that was written before. */
  private volatile @Nullable Runnable task;

  private volatile boolean closed;

  /** Who waits for the task; written before it is handed over. */
  private @Nullable Thread owner;

  private @Nullable Throwable failure;

  /** A thread of this name, which ends with the process if not before. */
  Partner(String name) {
    thread = new Thread(this::work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Hands over a task; the one before must have been {@linkplain #join awaited}. */
  void start(Runnable next) {
    owner = Thread.currentThread();
    task = next;
    LockSupport.unpark(thread);
  }

  /** Waits for the task and throws what it threw. */
  void join() {
    boolean interrupted = false;
    long since = System.nanoTime();
    while (task != null) {
      if (System.nanoTime() - since < AWAKE_NANOS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable thrown = failure;
    failure = null;
    if (thrown instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }

  private void work() {
    long since = System.nanoTime();
    while (!closed) {
      Runnable next = task;
      if (next != null) {
        take(next);
        since = System.nanoTime();
      } else if (System.nanoTime() - since < AWAKE_NANOS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
      }
    }
  }

  private void take(Runnable next) {
    try {
      next.run();
    } catch (RuntimeException | Error thrown) {
      failure = thrown;
    }
    Thread waiting = owner;
    task = null;
    LockSupport.unpark(waiting);
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
