package org.beamnsl.core.join;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Runs numbered tasks on a fixed number of threads; each thread has a state of its own. Which
 * thread runs which task varies, so results must not depend on it.
 */
final class ParallelLoop {
  private final int threads;

  ParallelLoop(int threads) {
    this.threads = threads;
  }

  /** One task with its thread's state. */
  interface Task<S> {
    void run(int number, S state);
  }

  /** Runs all tasks and returns when the last one has ended; throws what a task threw. */
  <S> void run(int tasks, Supplier<S> states, Task<S> task) {
    AtomicInteger next = new AtomicInteger();
    if (threads == 1 || tasks <= 1) {
      drain(next, tasks, states, task);
      return;
    }
    ExecutorService executor = Executors.newFixedThreadPool(Math.min(threads, tasks));
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < Math.min(threads, tasks); i++) {
        running.add(executor.submit(() -> drain(next, tasks, states, task)));
      }
      for (Future<?> future : running) {
        future.get();
      }
    } catch (ExecutionException e) {
      next.set(tasks);
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      next.set(tasks);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      executor.shutdown();
    }
  }

  private static <S> void drain(AtomicInteger next, int tasks, Supplier<S> states, Task<S> task) {
    S state = states.get();
    for (int number = next.getAndIncrement(); number < tasks; number = next.getAndIncrement()) {
      task.run(number, state);
    }
  }
}
