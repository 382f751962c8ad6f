package org.beamnsl.core.join;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.beamnsl.core.graph.EdgeLines;
import org.beamnsl.core.graph.WeightText;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingMatrix;

/** Runs joins and gives their lines; computes the truth in the simplest way. */
final class JoinedPairs {
  private JoinedPairs() {}

  static String text(EmbeddingBlock block, JoinParams params, int threads) {
    EmbeddingMatrix matrix = EmbeddingMatrix.of(block);
    JoinResult result = SimilarityJoin.of(matrix, params, threads);
    return text(result, matrix);
  }

  static String text(JoinResult result, EmbeddingMatrix matrix) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new EdgeLines(result.graph(), matrix.ids(), result.order())
          .write(0, result.graph().nodes(), out);
      return out.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Set<String> lines(EmbeddingBlock block, JoinParams params) {
    return text(block, params, 1).lines().collect(Collectors.toCollection(TreeSet::new));
  }

  /** All pairs at or above a threshold, in both directions, computed one by one in double. */
  static Set<String> truth(EmbeddingBlock block, double threshold) {
    Set<String> lines = new TreeSet<>();
    for (int a = 0; a < block.rows(); a++) {
      for (int b = 0; b < block.rows(); b++) {
        double cosine = cosine(block, a, b);
        if (a != b && cosine >= threshold - 1e-9) {
          lines.add(
              block.ids().text(a) + '\t' + block.ids().text(b) + '\t' + WeightText.of(cosine));
        }
      }
    }
    return lines;
  }

  private static double cosine(EmbeddingBlock block, int a, int b) {
    double dot = 0;
    double squareA = 0;
    double squareB = 0;
    for (int k = 0; k < block.dims(); k++) {
      double x = block.values()[a * block.dims() + k];
      double y = block.values()[b * block.dims() + k];
      dot += x * y;
      squareA += x * x;
      squareB += y * y;
    }
    return squareA * squareB == 0 ? 0 : Math.min(1, dot / Math.sqrt(squareA * squareB));
  }
}
