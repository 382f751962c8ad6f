package org.beamnsl.trainer.reading;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.Dataset;

/**
 * A data set whose batches are cut by a thread of its own, ahead of the steps that need them. Small
 * batches are cut several at a time: waking a thread for one of them takes longer than cutting it.
 * The batches and their order are those of the data set behind it. Close it to end the thread.
 */
public final class ReadAhead implements Dataset, AutoCloseable {
  private static final int GROUPS_AHEAD = 3;
  private static final int LARGEST_GROUP = 16;

  /** Numbers of all batches of a group together, unless one batch alone has more. */
  private static final long NUMBERS_OF_A_GROUP = 1 << 17;

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
    return new Ahead(data.batches(order));
  }

  /** Hands out what the cutter's thread has cut. */
  private final class Ahead implements Iterator<Batch> {
    /** Only the cutter's thread touches it. */
    private final Iterator<Batch> source;

    private final Queue<Future<List<Batch>>> groups = new ArrayDeque<>();
    private final Queue<Batch> ready = new ArrayDeque<>();

    Ahead(Iterator<Batch> source) {
      this.source = source;
      for (int i = 0; i < GROUPS_AHEAD; i++) {
        groups.add(cutter.submit(this::cut));
      }
    }

    private List<Batch> cut() {
      List<Batch> group = new ArrayList<>();
      long numbers = 0;
      while (group.size() < LARGEST_GROUP && numbers < NUMBERS_OF_A_GROUP && source.hasNext()) {
        Batch batch = source.next();
        group.add(batch);
        numbers +=
            numbers(batch.columns().values()) + numbers(batch.neighbors().columns().values());
      }
      return group;
    }

    private static long numbers(Iterable<Column> columns) {
      long numbers = 0;
      for (Column column : columns) {
        numbers += (long) column.rows() * column.rowSize();
      }
      return numbers;
    }

    @Override
    public boolean hasNext() {
      if (ready.isEmpty() && !groups.isEmpty()) {
        List<Batch> next = result(groups.remove());
        if (next.isEmpty()) {
          groups.clear();
        } else {
          ready.addAll(next);
          groups.add(cutter.submit(this::cut));
        }
      }
      return !ready.isEmpty();
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the epoch is over");
      }
      return ready.remove();
    }
  }

  private static List<Batch> result(Future<List<Batch>> future) {
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
