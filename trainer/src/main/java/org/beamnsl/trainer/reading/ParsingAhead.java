package org.beamnsl.trainer.reading;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;

/** Parses blocks of records in threads while more are read, and gathers the results in order. */
final class ParsingAhead implements AutoCloseable {
  private static final int BLOCK_RECORDS = 128;

  /** Bytes of a block's records, unless one record alone has more; several blocks are under way. */
  private static final long BLOCK_BYTES = 1 << 18;

  private final ReadingConfig config;
  private final ExampleParser parser;
  private final ExecutorService parsers;
  private final Queue<Future<Rows>> ahead = new ArrayDeque<>();
  private final Rows all;
  private List<ExampleRecord> block = new ArrayList<>();
  private long blockBytes;

  ParsingAhead(ReadingConfig config) {
    this.config = config;
    this.parser = new ExampleParser(config);
    this.parsers = Executors.newFixedThreadPool(config.threads());
    this.all = new Rows(config);
  }

  /** Takes the next record; always true. */
  boolean add(ExampleRecord record) {
    block.add(record);
    blockBytes += record.bytes().length;
    if (block.size() == BLOCK_RECORDS || blockBytes >= BLOCK_BYTES) {
      submit();
      if (ahead.size() > 2 * config.threads()) {
        gather();
      }
    }
    return true;
  }

  /** Waits for everything that was added. */
  Rows finish() {
    submit();
    while (!ahead.isEmpty()) {
      gather();
    }
    return all;
  }

  private void submit() {
    List<ExampleRecord> full = block;
    ahead.add(parsers.submit(() -> parser.parse(full)));
    block = new ArrayList<>();
    blockBytes = 0;
  }

  private void gather() {
    try {
      all.append(ahead.remove().get());
    } catch (ExecutionException e) {
      throw NslException.find(e)
          .orElseThrow(() -> new IllegalStateException("cannot parse examples", e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NslException(ExitCode.INTERRUPTED, "interrupted while reading examples", e);
    }
  }

  @Override
  public void close() {
    parsers.shutdownNow();
  }
}
