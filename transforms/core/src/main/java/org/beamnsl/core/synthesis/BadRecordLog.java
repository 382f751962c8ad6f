package org.beamnsl.core.synthesis;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;

/** Counts bad records and keeps the first of them. */
final class BadRecordLog {
  /** More are counted but not listed. */
  private static final int LISTED = 100_000;

  private final List<BadRecord> listed = new ArrayList<>();
  private long count;

  synchronized void add(BadRecord bad) {
    count++;
    if (listed.size() < LISTED) {
      listed.add(bad);
    }
  }

  long count() {
    return count;
  }

  /** The listed records, ordered by file and position. */
  List<BadRecord> listed() {
    Collections.sort(listed);
    return listed;
  }

  /** Writes lines of file, position and reason; returns the file, or nothing without records. */
  List<ManifestFile> write(String path) throws IOException {
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
