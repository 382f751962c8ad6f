package org.beamnsl.beam.badrecords;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.storage.Storages;
import org.jspecify.annotations.Nullable;

/**
 * The list of a stage's bad records, which is made with the first of them. Lines are ordered in
 * runs of {@value #SORTED_RUN}, which bounds the memory. Several threads may add.
 */
public final class BadRecordFile implements Closeable {
  private static final int SORTED_RUN = 100_000;

  private final String path;
  private final List<BadRecord> run = new ArrayList<>();
  private StageReport report = StageReport.empty();
  private @Nullable OutputStream lines;

  private BadRecordFile(String path) {
    this.path = path;
  }

  /** A list in the folder in which the output grows. */
  public static BadRecordFile in(String folder) {
    return new BadRecordFile(
        Storages.join(folder, WriteBadRecords.FOLDER + "/part-00000-of-00001"));
  }

  /** Adds a bad record. */
  public synchronized void add(BadRecord record) {
    run.add(record);
    if (run.size() == SORTED_RUN) {
      try {
        writeRun();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Completes the list and says how many there were, and which first; an empty report for none. */
  public synchronized StageReport finish() throws IOException {
    if (!run.isEmpty()) {
      writeRun();
    }
    close();
    return report;
  }

  private void writeRun() throws IOException {
    OutputStream out = lines;
    if (out == null) {
      out = new BufferedOutputStream(Storages.of(path).create(path));
      lines = out;
    }
    Collections.sort(run);
    for (BadRecord record : run) {
      out.write(record.toTsvLine().getBytes(StandardCharsets.UTF_8));
    }
    report =
        report.plus(
            new StageReport(
                List.of(), StageReport.of(WriteBadRecords.COUNTER, run.size()).counters(), run));
    run.clear();
  }

  @Override
  public synchronized void close() throws IOException {
    if (lines != null) {
      lines.close();
    }
  }
}
