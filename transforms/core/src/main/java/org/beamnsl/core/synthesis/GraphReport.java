package org.beamnsl.core.synthesis;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;

/**
 * What was built, as the worker tells the command that started it.
 *
 * @param files the files of the graph, paths relative to nothing: only their last names count
 * @param records rows joined
 * @param badRecords rows that could not be used
 * @param badRecordsFile the list of bad records, or an empty list
 * @param details plain JSON data for the manifest, by name
 * @param keyFiles what was kept so that rows can be added cheaply
 */
public record GraphReport(
    List<ManifestFile> files,
    long records,
    long badRecords,
    List<ManifestFile> badRecordsFile,
    Map<String, Object> details,
    List<ManifestFile> keyFiles) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Copies the collections. */
  public GraphReport {
    files = List.copyOf(files);
    badRecordsFile = List.copyOf(badRecordsFile);
    details = new TreeMap<>(details);
    keyFiles = List.copyOf(keyFiles);
  }

  /** Writes the report to a file. */
  public void write(String path) throws IOException {
    try (OutputStream out = Storages.of(path).create(path)) {
      out.write(JSON.writeValueAsBytes(this));
    }
  }

  /** Reads what {@link #write} wrote. */
  public static GraphReport read(String path) throws IOException {
    try (InputStream in = Storages.of(path).open(path)) {
      return JSON.readValue(in, GraphReport.class);
    }
  }
}
