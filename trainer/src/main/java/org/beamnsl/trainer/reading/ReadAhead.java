package org.beamnsl.trainer.reading;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.data.Batch;
import org.beamnsl.trainer.data.BatchOrder;
import org.beamnsl.trainer.data.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * A data set whose batches are cut by a thread of its own, a few ahead of the step that needs them.
 * The batches and their order are those of the data set behind it. Close it to end the thread.
 */
public final class ReadAhead implements Dataset, AutoCloseable {
  private static final int AHEAD = 4;

  private final Dataset data;
  private final ExecutorService cutter =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "nsl-read-ahead");
            thread.setDaemon(true);
            return thread;
          });

  /** Reads ahead in {@code data}. */
  public ReadAhead(Dataset data) {
    this.data = data;
  }

  @Override
  public int examples() {
    return data.examples();
  }

  @Override
  public int neighborSlots() {
    return data.neighborSlots();
  }

  @Override
  public Iterator<Batch> batches(BatchOrder order) {
    // Only the cutter's thread touches this iterator.
    Iterator<Batch> source = data.batches(order);
    Queue<Future<@Nullable Batch>> ahead = new ArrayDeque<>();
    for (int i = 0; i < AHEAD; i++) {
      ahead.add(cutter.submit(() -> source.hasNext() ? source.next() : null));
    }
    return new Iterator<>() {
      private @Nullable Batch waiting = take();

      private @Nullable Batch take() {
        ahead.add(cutter.submit(() -> source.hasNext() ? source.next() : null));
        return result(ahead.remove());
      }

      @Override
      public boolean hasNext() {
        return waiting != null;
      }

      @Override
      public Batch next() {
        Batch batch = waiting;
        if (batch == null) {
          throw new NoSuchElementException("the epoch is over");
        }
        waiting = take();
        return batch;
      }
    };
  }

  private static @Nullable Batch result(Future<@Nullable Batch> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw NslException.find(e)
          .orElseThrow(() -> new IllegalStateException("cannot cut a batch", e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NslException(ExitCode.INTERRUPTED, "interrupted while training", e);
    }
  }

  @Override
  public void close() {
    // No interrupt: it would close a file that others still read from.
    cutter.shutdown();
  }
}
