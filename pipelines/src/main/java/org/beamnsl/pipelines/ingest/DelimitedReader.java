package org.beamnsl.pipelines.ingest;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.failure.NslException;
import org.jspecify.annotations.Nullable;

/** Reads csv (quotes as in RFC 4180) and tsv (no quotes). */
final class DelimitedReader implements RowReader {
  private static final int MAX_RECORD_CHARS = 64 << 20;

  private final CSVFormat format;
  private final boolean header;
  private final List<String> names;

  private DelimitedReader(CSVFormat format, boolean header, List<String> names) {
    this.format = format.builder().setIgnoreEmptyLines(true).get();
    this.header = header;
    this.names = names;
  }

  static DelimitedReader csv(boolean header, List<String> names) {
    return new DelimitedReader(CSVFormat.RFC4180, header, names);
  }

  static DelimitedReader tsv(boolean header, List<String> names) {
    return new DelimitedReader(
        CSVFormat.RFC4180.builder().setDelimiter('\t').setQuote(null).get(), header, names);
  }

  @Override
  public void read(String file, RowSink sink) throws IOException {
    long line = 1;
    try (RecordLimit text = new RecordLimit(RowReader.open(file), MAX_RECORD_CHARS);
        CSVParser parser = format.parse(text)) {
      Iterator<CSVRecord> records = parser.iterator();
      List<String> columns = names;
      boolean first = true;
      while (records.hasNext()) {
        text.recordStarts();
        CSVRecord record = records.next();
        if (first && (header || names.isEmpty())) {
          columns = header(file, record);
        }
        if (!first || !header) {
          row(file, line, columns, record, sink);
        }
        first = false;
        line = parser.getCurrentLineNumber() + 1;
      }
    } catch (UncheckedIOException | CharacterCodingException e) {
      throw unreadable(file, line, e);
    }
  }

  private static NslException unreadable(String file, long line, Exception thrown) {
    @Nullable Throwable cause = thrown instanceof UncheckedIOException ? thrown.getCause() : thrown;
    String reason =
        cause instanceof CharacterCodingException
            ? "is not text in UTF-8"
            : cause == null ? thrown.toString() : String.valueOf(cause.getMessage());
    return NslException.badData(file + ":" + line + ": the file cannot be read further: " + reason);
  }

  private List<String> header(String file, CSVRecord record) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < record.size(); i++) {
      columns.add(header ? RowReader.withoutMark(record.get(i)).strip() : "column" + i);
    }
    if (!names.isEmpty()) {
      if (names.size() != columns.size()) {
        throw NslException.badData(
            file + ":1: has " + columns.size() + " columns, --columnNames names " + names.size());
      }
      return names;
    }
    if (new LinkedHashSet<>(columns).size() != columns.size() || columns.contains("")) {
      throw NslException.badData(
          file + ":1: the header has an empty or repeated name: " + String.join(",", columns));
    }
    return columns;
  }

  private static void row(
      String file, long line, List<String> columns, CSVRecord record, RowSink sink)
      throws IOException {
    if (record.size() != columns.size()) {
      sink.reject(
          new BadRecord(
              file, line, "has " + record.size() + " columns, the header has " + columns.size()));
      return;
    }
    Map<String, Cell> cells = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      cells.put(columns.get(i), Cell.guess(record.get(i)));
    }
    sink.accept(new Row(file, line, cells));
  }

  /** Stops a quote that never closes from drawing a whole file into memory. */
  private static final class RecordLimit extends Reader {
    private final Reader in;
    private final int limit;
    private long read;

    RecordLimit(Reader in, int limit) {
      this.in = in;
      this.limit = limit;
    }

    void recordStarts() {
      read = 0;
    }

    @Override
    public int read(char[] chars, int offset, int length) throws IOException {
      int count = in.read(chars, offset, length);
      read += Math.max(0, count);
      if (read > limit) {
        throw new IOException("a row of more than " + limit + " characters; is a quote left open?");
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
