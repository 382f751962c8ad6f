package org.beamnsl.pipelines.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.tfrecord.TfRecordCompression;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one kind of text file. */
interface RowReader {
  /** Reads all rows of a file, in order. */
  void read(String file, RowSink sink) throws IOException;

  /** Opens a text file in UTF-8, decompressing by its extension; other bytes are an error. */
  static BufferedReader open(String file) throws IOException {
    InputStream in = Storages.of(file).open(file);
    try {
      Reader decoded =
          new InputStreamReader(
              TfRecordCompression.of(file).decompress(in),
              StandardCharsets.UTF_8
                  .newDecoder()
                  .onMalformedInput(CodingErrorAction.REPORT)
                  .onUnmappableCharacter(CodingErrorAction.REPORT));
      return new BufferedReader(decoded, 1 << 16);
    } catch (IOException e) {
      in.close();
      throw UnreadableFile.explain(file, e);
    }
  }

  /** A line of text and its number, from 1. */
  interface LineSink {
    void accept(long number, String line) throws IOException;
  }

  /** Gives all lines of a file that are not blank, in order. */
  static void lines(String file, LineSink sink) throws IOException {
    long number = 1;
    try (BufferedReader lines = open(file)) {
      for (@Nullable String line = next(file, lines); line != null; line = next(file, lines)) {
        if (!line.isBlank()) {
          sink.accept(number, number == 1 ? withoutMark(line) : line);
        }
        number++;
      }
    }
  }

  private static @Nullable String next(String file, BufferedReader lines) throws IOException {
    try {
      return lines.readLine();
    } catch (IOException e) {
      throw UnreadableFile.explain(file, e);
    }
  }

  /** The line without the mark that some programs put before the first one. */
  static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
