package org.beamnsl.pipelines.embed;

import java.io.IOException;
import java.util.List;
import org.beamnsl.beam.io.RecordScanner;
import org.beamnsl.beam.io.RecordSource;
import org.beamnsl.core.embedding.EmbeddingFn;

/** The length of vectors, where only the data tell it. */
final class VectorLength {
  private VectorLength() {}

  /** The length of the first vector that a function makes of the records; 0 when it makes none. */
  static int first(List<RecordSource> sources, EmbeddingFn fn) throws IOException {
    fn.open();
    try {
      for (RecordSource source : sources) {
        try (RecordScanner scanner = RecordScanner.open(source)) {
          while (scanner.advance()) {
            float[] vector = fn.embed(List.of(scanner.record())).get(0).vector();
            if (vector != null) {
              return vector.length;
            }
          }
        }
      }
      return 0;
    } finally {
      fn.close();
    }
  }
}
