package org.beamnsl.core.join;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.beamnsl.core.graph.EdgeLines;
import org.beamnsl.core.graph.WeightText;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.RowForm;
import org.beamnsl.core.similarity.TokenSets;

/** Runs joins and gives their lines; computes the truth in the simplest way. */
final class JoinedPairs {
  private JoinedPairs() {}

  static String text(EmbeddingBlock block, JoinParams params, int threads) {
    EmbeddingMatrix matrix = EmbeddingMatrix.of(params.similarity().form(), block);
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

  /** Runs all tasks of a plan one after another and gives the lines of all of them. */
  static List<String> spread(EmbeddingBlock block, JoinParams params) {
    JoinPlan plan = new JoinPlanner(params, block.rows(), RowSample.of(block)).plan();
    RowRouter router = new RowRouter(plan);
    TreeMap<Integer, EmbeddingBlockBuilder> tasks = new TreeMap<>();
    RowForm form = params.similarity().form();
    router.route(
        EmbeddingMatrix.of(form, block),
        (row, task) ->
            tasks
                .computeIfAbsent(task, t -> new EmbeddingBlockBuilder(block.dims()))
                .copy(block, row));
    List<String> lines = new ArrayList<>();
    tasks.forEach(
        (number, rows) -> {
          EmbeddingMatrix matrix = EmbeddingMatrix.of(form, rows.build());
          PartitionPlan.Task task = plan.partitions().task(number);
          JoinResult result = new SimilarityJoin(plan, 1).run(matrix, router.rule(matrix, task));
          text(result, matrix).lines().forEach(lines::add);
        });
    return lines;
  }

  /** The weight of two rows, computed in the simplest way. */
  interface Formula {
    double of(EmbeddingBlock block, int a, int b);
  }

  /** All pairs at or above a threshold, in both directions, computed one by one in double. */
  static Set<String> truth(EmbeddingBlock block, double threshold) {
    return truth(block, JoinedPairs::cosine, threshold);
  }

  /** All pairs of at least some weight, in both directions. */
  static Set<String> truth(EmbeddingBlock block, Formula formula, double least) {
    Set<String> lines = new TreeSet<>();
    for (int a = 0; a < block.rows(); a++) {
      for (int b = 0; b < a; b++) {
        double weight = formula.of(block, a, b);
        if (weight >= least - 1e-9) {
          String x = block.ids().text(a);
          String y = block.ids().text(b);
          lines.add(x + '\t' + y + '\t' + WeightText.of(weight));
          lines.add(y + '\t' + x + '\t' + WeightText.of(weight));
        }
      }
    }
    return lines;
  }

  static double dot(EmbeddingBlock block, int a, int b) {
    double dot = 0;
    for (int k = 0; k < block.dims(); k++) {
      dot += (double) block.values()[a * block.dims() + k] * block.values()[b * block.dims() + k];
    }
    return dot;
  }

  static double distance(EmbeddingBlock block, int a, int b) {
    double square = 0;
    for (int k = 0; k < block.dims(); k++) {
      double x = block.values()[a * block.dims() + k];
      double y = block.values()[b * block.dims() + k];
      square += (x - y) * (x - y);
    }
    return Math.sqrt(square);
  }

  static double jaccard(EmbeddingBlock block, int a, int b) {
    TokenSets sets = block.tokens();
    int both = 0;
    for (int at = sets.start(a); at < sets.end(a); at++) {
      int found = Arrays.binarySearch(sets.tokens(), sets.start(b), sets.end(b), sets.tokens()[at]);
      both += found >= 0 ? 1 : 0;
    }
    int either = sets.end(a) - sets.start(a) + sets.end(b) - sets.start(b) - both;
    return (double) both / either;
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
