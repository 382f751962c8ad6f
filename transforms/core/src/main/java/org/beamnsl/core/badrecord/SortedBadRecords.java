package org.beamnsl.core.badrecord;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Any number of bad records, which come out in order, whatever the order in which they came in.
 * {@value #IN_MEMORY} of them are kept in memory, more in a temporary file that is gone with the
 * process. Several threads may add.
 */
public final class SortedBadRecords implements Closeable {
  private static final int IN_MEMORY = 50_000;
  private static final int FIRST = 10;

  /** Takes records one by one. */
  @FunctionalInterface
  public interface Visitor {
    /** Takes the next record. */
    void visit(BadRecord record) throws IOException;
  }

  private final int inMemory;
  private final List<BadRecord> run = new ArrayList<>();
  private List<BadRecord> first = List.of();
  private long count;
  private @Nullable SpilledRuns spilled;

  /** None yet. */
  public SortedBadRecords() {
    this(IN_MEMORY);
  }

  SortedBadRecords(int inMemory) {
    this.inMemory = inMemory;
  }

  /**
   * Adds a record.
   *
   * @throws UncheckedIOException when the temporary file cannot be written
   */
  public synchronized void add(BadRecord record) {
    count++;
    run.add(record);
    if (run.size() == inMemory) {
      try {
        spill();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** How many were added. */
  public synchronized long count() {
    return count;
  }

  /** The first {@value #FIRST} in order, or all of fewer. */
  public synchronized List<BadRecord> first() {
    return Stream.concat(first.stream(), run.stream()).sorted().limit(FIRST).toList();
  }

  /** Visits all in order. */
  public synchronized void forEach(Visitor visitor) throws IOException {
    run.sort(null);
    if (spilled != null) {
      spilled.merge(run, visitor);
      return;
    }
    for (BadRecord record : run) {
      visitor.visit(record);
    }
  }

  private void spill() throws IOException {
    first = first();
    SpilledRuns runs = spilled;
    if (runs == null) {
      runs = SpilledRuns.create();
      spilled = runs;
    }
    run.sort(null);
    runs.add(run);
    run.clear();
  }

  @Override
  public synchronized void close() throws IOException {
    if (spilled != null) {
      spilled.close();
    }
  }
}
