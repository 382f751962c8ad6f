package org.beamnsl.beam.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Reads several inputs in this process, as many at a time as there are cores. Which comes first
 * varies, so what is made of them must not depend on it.
 */
public final class ParallelReading {
  private static final long PATIENCE_SECONDS = 60;

  private ParallelReading() {}

  /**
   * Reads all inputs and returns the sum of their reports; throws what the first of the list that
   * failed threw. No reading goes on afterwards.
   */
  public static StageReport of(List<Callable<StageReport>> inputs) throws IOException {
    return StageReport.sum(all(inputs));
  }

  /**
   * Reads all inputs and returns what was made of each, in their order; throws what the first of
   * the list that failed threw. No reading goes on afterwards.
   */
  public static <T> List<T> all(List<Callable<T>> inputs) throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.max(1, Math.min(cores, inputs.size())));
    try {
      List<Future<T>> running = new ArrayList<>();
      for (Callable<T> input : inputs) {
        running.add(threads.submit(input));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        results.add(each.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw thrown(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      end(threads);
    }
  }

  private static IOException thrown(ExecutionException e) {
    if (e.getCause() instanceof RuntimeException failure) {
      throw failure;
    }
    if (e.getCause() instanceof Error failure) {
      throw failure;
    }
    return e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
  }

  private static void end(ExecutorService threads) {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("an input is still being read");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
