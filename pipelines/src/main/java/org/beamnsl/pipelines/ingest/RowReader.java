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
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** The line without the mark that some programs put before the first one. */
  static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
