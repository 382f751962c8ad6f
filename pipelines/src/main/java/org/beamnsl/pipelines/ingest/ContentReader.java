package org.beamnsl.pipelines.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.badrecord.BadRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads citation data: a paper's id, its words as numbers, its class, separated by tabs or blanks.
 */
final class ContentReader implements RowReader {
  private final String idColumn;
  private final String wordsColumn;
  private final String labelColumn;

  ContentReader(String idColumn, String wordsColumn, String labelColumn) {
    this.idColumn = idColumn;
    this.wordsColumn = wordsColumn;
    this.labelColumn = labelColumn;
  }

  @Override
  public void read(String file, RowSink sink) throws IOException {
    int expected = -1;
    try (BufferedReader lines = RowReader.open(file)) {
      @Nullable String line;
      for (long position = 1; (line = lines.readLine()) != null; position++) {
        if (line.isBlank()) {
          continue;
        }
        List<String> parts = Arrays.asList(line.strip().split("[\t ]+"));
        expected = expected < 0 ? parts.size() : expected;
        if (parts.size() != expected || expected < 3) {
          sink.reject(
              new BadRecord(
                  file,
                  position,
                  "has " + parts.size() + " columns, expected " + Math.max(expected, 3)));
          continue;
        }
        int last = parts.size() - 1;
        sink.accept(
            new Row(
                file,
                position,
                Map.of(
                    idColumn,
                    Cell.text(parts.get(0)),
                    wordsColumn,
                    Cell.guess(parts.subList(1, last)),
                    labelColumn,
                    Cell.guess(parts.get(last)))));
      }
    }
  }
}
