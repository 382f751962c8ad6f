package org.beamnsl.core.synthesis;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.badrecord.BadRecordPolicy;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;

/** Counts bad records and keeps the first of them. */
public final class BadRecordLog {
  /** More are counted but not listed. */
  private static final int LISTED = 100_000;

  private final List<BadRecord> listed = new ArrayList<>();
  private long count;

  /** Adds one. */
  public synchronized void add(BadRecord bad) {
    count++;
    if (listed.size() < LISTED) {
      listed.add(bad);
    }
  }

  /** How many were added. */
  public long count() {
    return count;
  }

  /**
   * Checks the share of bad records.
   *
   * @param maxFraction largest allowed share
   * @param good number of records that can be used
   */
  public void check(double maxFraction, long good) {
    new BadRecordPolicy(maxFraction).check(count, good + count, listed());
  }

  /** The listed records, ordered by file and position. */
  private List<BadRecord> listed() {
    Collections.sort(listed);
    return listed;
  }

  /** Writes lines of file, position and reason; returns the file, or nothing without records. */
  public List<ManifestFile> write(String path) throws IOException {
    if (count == 0) {
      return List.of();
    }
    OutputStream to = Storages.of(path).create(path);
    try (DigestedOutput out = new DigestedOutput(to)) {
      for (BadRecord bad : listed()) {
        String line = bad.file() + '\t' + bad.position() + '\t' + bad.reason() + '\n';
        out.write(line.getBytes(StandardCharsets.UTF_8));
      }
      out.flush();
      return List.of(out.file(Storages.baseName(path), listed.size()));
    }
  }
}
