package org.beamnsl.pipelines.buildgraph;

import java.util.List;
import org.beamnsl.core.embedding.EmbeddingFiles;
import org.beamnsl.core.embedding.EmbeddingSchema;
import org.beamnsl.core.manifest.InputFile;

/** How many rows the input has. */
final class InputRows {
  /** Random floats hardly compress: a compressed file holds few more rows than its size says. */
  private static final double COMPRESSION = 1.3;

  /** Values that a set of tokens is taken to have at least. */
  private static final int SET_VALUES = 8;

  private final List<InputFile> files;
  private final EmbeddingSchema schema;

  InputRows(List<InputFile> files, EmbeddingSchema schema) {
    this.files = files;
    this.schema = schema;
  }

  /** Rows by the manifests, by the headers of plain files, or by the size of compressed ones. */
  long expected() {
    long rows = 0;
    for (InputFile file : files) {
      rows += file.records() >= 0 ? file.records() : counted(file);
    }
    return rows;
  }

  private long counted(InputFile file) {
    long records = EmbeddingFiles.records(file.path());
    int values = schema.tokens() ? SET_VALUES : schema.dims();
    return records >= 0
        ? records
        : (long) (COMPRESSION * file.bytes() / (values * Float.BYTES)) + 1;
  }
}
