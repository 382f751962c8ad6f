package org.beamnsl.core.join;

import java.util.function.Consumer;
import org.beamnsl.core.graph.EdgeList;
import org.beamnsl.core.graph.NeighborChoice;
import org.beamnsl.core.graph.SortedGraph;
import org.beamnsl.core.lsh.HashFamily;
import org.beamnsl.core.lsh.HashParams;
import org.beamnsl.core.lsh.HyperplaneHasher;
import org.beamnsl.core.lsh.RowHasher;
import org.beamnsl.core.measure.Closeness;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.jspecify.annotations.Nullable;

/**
 * Finds all pairs of rows that are close enough, in memory, as a plan says.
 *
 * <p>The result is a function of the rows, the plan and nothing else: not of the number of threads,
 * of the order of the rows or of the instruction set. Every weight is computed in double precision
 * in a fixed order.
 */
public final class SimilarityJoin {
  private static final int HASH_CHUNK = 4096;

  private final JoinPlan plan;
  private final Closeness closeness;
  private final int threads;
  private final boolean keepsKeys;
  private int[] kept = {};

  /**
   * Prepares a join.
   *
   * @param plan what to do
   * @param threads how many threads to use, at least 1
   */
  public SimilarityJoin(JoinPlan plan, int threads) {
    this(plan, threads, false);
  }

  /**
   * Prepares a join.
   *
   * @param keepsKeys whether {@link #run} gives the keys of the rows, where it hashes them
   */
  public SimilarityJoin(JoinPlan plan, int threads, boolean keepsKeys) {
    this.plan = plan;
    this.closeness = plan.params().closeness();
    this.threads = threads;
    this.keepsKeys = keepsKeys;
  }

  /** Joins rows: plans from their sample, then runs the plan. */
  public static JoinResult of(EmbeddingMatrix matrix, JoinParams params, int threads) {
    JoinPlan plan = JoinPlanner.of(params, matrix).plan();
    return new SimilarityJoin(plan, threads).run(matrix, PairRule.ALL);
  }

  /** Joins the rows of a matrix, emitting only the pairs that a rule allows. */
  public JoinResult run(EmbeddingMatrix matrix, PairRule rule) {
    return collect(matrix, rule, new EdgeList(), this::find);
  }

  /**
   * Adds rows to a graph: joins them with all rows.
   *
   * @param matrix the rows of the graph, then the new ones
   * @param firstNew the first new row
   * @param known all edges between the rows of the graph; empty afterwards
   */
  public JoinResult grow(EmbeddingMatrix matrix, int firstNew, EdgeList known) {
    return collect(
        matrix,
        PairRule.ALL,
        known,
        task -> {
          NewRowPairs pairs = new NewRowPairs(task, firstNew);
          @Nullable HashParams hash = plan.hash();
          if (hash == null) {
            pairs.exact();
          } else {
            pairs.hashed(closeness.hashes().hasher(hash, plan.center()));
          }
        });
  }

  private JoinResult collect(
      EmbeddingMatrix matrix, PairRule rule, EdgeList known, Consumer<JoinTask> find) {
    JoinParams params = plan.params();
    int[] order = matrix.ids().sorted();
    int[] rank = new int[order.length];
    for (int node = 0; node < order.length; node++) {
      rank[order[node]] = node;
    }
    JoinCounts counts = new JoinCounts();
    SortedGraph graph;
    if (params.maxNeighbors() == 0) {
      EdgeCollector all = new EdgeCollector();
      all.take(known);
      find.accept(task(matrix, rule, all, counts));
      graph = SortedGraph.of(all.edges(), rank);
    } else {
      NearestRows nearest = new NearestRows(rank, params.maxNeighbors(), closeness.least());
      nearest.take(known);
      find.accept(task(matrix, rule, nearest, counts));
      graph =
          new NeighborChoice(params.maxNeighbors(), params.neighborRule())
              .apply(SortedGraph.of(nearest.edges(), rank));
    }
    return new JoinResult(graph, order, counts.facts(), kept);
  }

  /**
   * Joins the rows of a matrix and hands on edges as they are found, in no order, so that they need
   * no memory. {@link JoinParams#maxNeighbors} is not applied.
   *
   * @param edges receives lists to be emptied, one call at a time, from the threads of the join
   */
  public JoinFacts stream(EmbeddingMatrix matrix, PairRule rule, Consumer<EdgeList> edges) {
    JoinCounts counts = new JoinCounts();
    EdgeSink sink =
        more -> {
          synchronized (edges) {
            edges.accept(more);
          }
        };
    find(task(matrix, rule, sink, counts));
    return counts.facts();
  }

  private JoinTask task(EmbeddingMatrix matrix, PairRule rule, EdgeSink sink, JoinCounts counts) {
    return new JoinTask(matrix, closeness, rule, sink, counts, new ParallelLoop(threads));
  }

  private void find(JoinTask task) {
    JoinParams params = plan.params();
    @Nullable HashParams hash = plan.hash();
    if (hash != null) {
      HashFamily family = closeness.hashes();
      BucketKeys keys = hashed(task, family.hasher(hash, plan.center()));
      kept = keepsKeys ? keys.keys() : kept;
      new LshPairs(task, keys, family.keyBits(hash.width(), hash.slices())).run();
    } else if (plan.method() == JoinMethod.NSL && params.splits() > 0) {
      HyperplaneHasher hasher =
          new HyperplaneHasher(plan.dims(), params.splits(), params.rounds(), params.seed());
      BucketKeys keys = new HyperplaneKeys(task, hasher).compute();
      new LshPairs(task, keys, Integer.SIZE - 1).run();
    } else {
      new ExactPairs(task).run();
    }
  }

  private static BucketKeys hashed(JoinTask task, RowHasher hasher) {
    EmbeddingMatrix matrix = task.matrix();
    int rounds = hasher.params().rounds();
    int[] keys = new int[Math.multiplyExact(matrix.rows(), rounds)];
    int chunks = (matrix.rows() + HASH_CHUNK - 1) / HASH_CHUNK;
    task.parallel(
        chunks,
        (chunk, finder) ->
            hasher.hash(
                matrix,
                chunk * HASH_CHUNK,
                Math.min(matrix.rows(), (chunk + 1) * HASH_CHUNK),
                keys));
    return new BucketKeys(keys, rounds);
  }
}
