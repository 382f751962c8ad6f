package org.beamnsl.beam.badrecords;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.badrecord.SortedBadRecords;
import org.beamnsl.core.storage.Storages;

/**
 * The list of a stage's bad records, ordered by file and position, which is made when there are
 * any. Memory does not grow with their number. Several threads may add.
 */
public final class BadRecordFile implements Closeable {
  private final String path;
  private final SortedBadRecords records = new SortedBadRecords();

  private BadRecordFile(String path) {
    this.path = path;
  }

  /** A list in the folder in which the output grows. */
  public static BadRecordFile in(String folder) {
    return new BadRecordFile(
        Storages.join(folder, WriteBadRecords.FOLDER + "/part-00000-of-00001"));
  }

  /** Adds a bad record. */
  public void add(BadRecord record) {
    records.add(record);
  }

  /** Writes the list and says how many there are, and which first; an empty report for none. */
  public StageReport finish() throws IOException {
    if (records.count() == 0) {
      return StageReport.empty();
    }
    try (OutputStream out = new BufferedOutputStream(Storages.of(path).create(path))) {
      records.forEach(record -> out.write(record.toTsvLine().getBytes(StandardCharsets.UTF_8)));
    }
    return new StageReport(
        List.of(),
        StageReport.of(WriteBadRecords.COUNTER, records.count()).counters(),
        records.first());
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
