package org.beamnsl.beam.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storage;
import org.beamnsl.core.storage.Storages;

/**
 * What the workers of a stage tell the command that commits its output. Reports of parts add up to
 * that of the whole, in any order.
 *
 * @param files the files that were written
 * @param counters counts by name
 * @param badExamples the first few bad records
 */
public record StageReport(
    List<ManifestFile> files, SortedMap<String, Long> counters, List<BadRecord> badExamples) {
  private static final int EXAMPLES = 10;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies and orders the parts. */
  public StageReport {
    files = files.stream().sorted().toList();
    counters = new TreeMap<>(counters);
    badExamples = first(badExamples.stream());
  }

  private static List<BadRecord> first(Stream<BadRecord> bad) {
    return bad.sorted().limit(EXAMPLES).toList();
  }

  /** Nothing happened. */
  public static StageReport empty() {
    return new StageReport(List.of(), new TreeMap<>(), List.of());
  }

  /** One file was written. */
  public static StageReport of(ManifestFile file) {
    return of(List.of(file));
  }

  /** Files were written. */
  public static StageReport of(List<ManifestFile> files) {
    return new StageReport(files, new TreeMap<>(), List.of());
  }

  /** One thing was counted. */
  public static StageReport of(String counter, long count) {
    return empty().with(counter, count);
  }

  /** The same with a count added. */
  public StageReport with(String counter, long count) {
    TreeMap<String, Long> more = new TreeMap<>(counters);
    more.merge(counter, count, Long::sum);
    return new StageReport(files, more, badExamples);
  }

  /** Both together. */
  public StageReport plus(StageReport other) {
    return sum(List.of(this, other));
  }

  /** All together. */
  public static StageReport sum(Iterable<StageReport> parts) {
    List<ManifestFile> files = new ArrayList<>();
    TreeMap<String, Long> counters = new TreeMap<>();
    List<BadRecord> bad = List.of();
    for (StageReport part : parts) {
      files.addAll(part.files);
      part.counters.forEach((name, count) -> counters.merge(name, count, Long::sum));
      bad = first(Stream.concat(bad.stream(), part.badExamples.stream()));
    }
    return new StageReport(files, counters, bad);
  }

  /** A count; 0 for what was never counted. */
  public long count(String counter) {
    return counters.getOrDefault(counter, 0L);
  }

  /** Reads what {@link WriteStageReport} wrote, and removes it; empty when nothing was written. */
  public static StageReport take(String path) throws IOException {
    Storage storage = Storages.of(path);
    if (Optional.empty().equals(storage.stat(path))) {
      return empty();
    }
    StageReport report;
    try (InputStream in = storage.open(path)) {
      report = JSON.readValue(in, StageReport.class);
    }
    storage.delete(path);
    return report;
  }

  byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is plain data", e);
    }
  }

  static StageReport ofJson(byte[] json) throws IOException {
    return JSON.readValue(json, StageReport.class);
  }
}
