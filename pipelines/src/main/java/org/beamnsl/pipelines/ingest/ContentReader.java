package org.beamnsl.pipelines.ingest;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.badrecord.BadRecord;

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
    RowReader.lines(file, new Papers(file, sink));
  }

  /** The lines of one file, which all have as many columns as the first. */
  private final class Papers implements LineSink {
    private final String file;
    private final RowSink sink;
    private int expected = -1;

    Papers(String file, RowSink sink) {
      this.file = file;
      this.sink = sink;
    }

    @Override
    public void accept(long number, String line) throws IOException {
      List<String> parts = Arrays.asList(line.strip().split("[\t ]+"));
      expected = expected < 0 ? parts.size() : expected;
      if (parts.size() != expected || expected < 3) {
        sink.reject(
            new BadRecord(
                file,
                number,
                "has " + parts.size() + " columns, expected " + Math.max(expected, 3)));
        return;
      }
      int last = parts.size() - 1;
      sink.accept(
          new Row(
              file,
              number,
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
