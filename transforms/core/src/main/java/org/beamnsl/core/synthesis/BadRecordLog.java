package org.beamnsl.core.synthesis;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.badrecord.BadRecordPolicy;
import org.beamnsl.core.badrecord.SortedBadRecords;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;

/** Counts and lists the bad records of a graph's rows, however many there are. */
public final class BadRecordLog implements Closeable {
  private final SortedBadRecords records = new SortedBadRecords();

  /** Adds one. */
  public void add(BadRecord bad) {
    records.add(bad);
  }

  /** How many were added. */
  public long count() {
    return records.count();
  }

  /** The first few, ordered by file and position. */
  public List<BadRecord> first() {
    return records.first();
  }

  /**
   * Checks the share of bad records.
   *
   * @param maxFraction largest allowed share
   * @param good number of records that can be used
   */
  public void check(double maxFraction, long good) {
    new BadRecordPolicy(maxFraction).check(count(), good + count(), first());
  }

  /**
   * Writes lines of file, position and reason, ordered by file and position; returns the file, or
   * nothing without records.
   */
  public List<ManifestFile> write(String path) throws IOException {
    if (count() == 0) {
      return List.of();
    }
    try (DigestedOutput out = new DigestedOutput(Storages.of(path).create(path))) {
      records.forEach(bad -> out.write(bad.toTsvLine().getBytes(StandardCharsets.UTF_8)));
      out.flush();
      return List.of(out.file(Storages.baseName(path), count()));
    }
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
