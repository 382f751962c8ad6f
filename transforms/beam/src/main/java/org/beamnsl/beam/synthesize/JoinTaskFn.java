package org.beamnsl.beam.synthesize;

import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.beamnsl.core.graph.EdgeBlock;
import org.beamnsl.core.graph.EdgeBlockBuilder;
import org.beamnsl.core.graph.SortedGraph;
import org.beamnsl.core.join.JoinFacts;
import org.beamnsl.core.join.JoinParams;
import org.beamnsl.core.join.JoinPlan;
import org.beamnsl.core.join.JoinResult;
import org.beamnsl.core.join.PairRule;
import org.beamnsl.core.join.PartitionPlan;
import org.beamnsl.core.join.RowRouter;
import org.beamnsl.core.join.SimilarityJoin;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.IdTable;
import org.jspecify.annotations.Nullable;

/** Joins the rows of one task in memory. */
final class JoinTaskFn extends DoFn<KV<Integer, Iterable<EmbeddingBlock>>, EdgeBlock> {
  private static final int BLOCK_BYTES = 1 << 20;

  private final JoinParams params;
  private final PCollectionView<RowSummary> summary;
  private final int threads;
  private transient @Nullable JoinPlan plan;
  private final Counter comparedPairs =
      Metrics.counter(SynthesizeGraph.METRICS, SynthesizeGraph.COMPARED_PAIRS);
  private final Counter overfullBuckets =
      Metrics.counter(SynthesizeGraph.METRICS, SynthesizeGraph.OVERFULL_BUCKETS);
  private final Counter partitions =
      Metrics.counter(SynthesizeGraph.METRICS, SynthesizeGraph.PARTITIONS);
  private final Distribution largestBucket =
      Metrics.distribution(SynthesizeGraph.METRICS, SynthesizeGraph.LARGEST_BUCKET);

  JoinTaskFn(JoinParams params, PCollectionView<RowSummary> summary, int threads) {
    this.params = params;
    this.summary = summary;
    this.threads = threads;
  }

  @ProcessElement
  public void process(ProcessContext context) {
    if (plan == null) {
      plan = context.sideInput(summary).plan(params);
    }
    PartitionPlan.Task task = plan.partitions().task(context.element().getKey());
    EmbeddingMatrix matrix = gather(context.element().getValue(), plan);
    JoinFacts facts = join(matrix, new RowRouter(plan).rule(matrix, task), plan, context);
    partitions.inc();
    comparedPairs.inc(facts.comparedPairs());
    overfullBuckets.inc(facts.overfullBuckets());
    largestBucket.update(facts.largestBucket());
  }

  /** Edges leave as they are found, unless rows choose among them or other threads find them. */
  private JoinFacts join(
      EmbeddingMatrix matrix, PairRule rule, JoinPlan how, ProcessContext context) {
    SimilarityJoin join = new SimilarityJoin(how, threads);
    if (params.maxNeighbors() > 0 || threads > 1) {
      JoinResult result = join.run(matrix, rule);
      emit(result, matrix, context);
      return result.facts();
    }
    EdgeBlockBuilder block = new EdgeBlockBuilder();
    IdTable ids = matrix.ids();
    JoinFacts facts =
        join.stream(
            matrix,
            rule,
            edges -> {
              edges.forEach(
                  (a, b, weight) -> {
                    block.add(ids, a, b, weight);
                    block.add(ids, b, a, weight);
                    if (block.bytes() >= BLOCK_BYTES) {
                      context.output(block.build());
                    }
                  });
              edges.clear();
            });
    if (block.bytes() > 0) {
      context.output(block.build());
    }
    return facts;
  }

  private static EmbeddingMatrix gather(Iterable<EmbeddingBlock> blocks, JoinPlan plan) {
    // Room for all that a task is made for: a matrix that grows is there twice for a moment.
    int expected = (int) Math.max(16, Math.min(plan.rows(), plan.partitions().capacity()));
    EmbeddingMatrix matrix =
        new EmbeddingMatrix(plan.params().similarity().form(), plan.dims(), expected);
    blocks.forEach(matrix::append);
    return matrix;
  }

  private static void emit(JoinResult result, EmbeddingMatrix matrix, ProcessContext context) {
    SortedGraph graph = result.graph();
    EdgeBlockBuilder block = new EdgeBlockBuilder();
    for (int node = 0; node < graph.nodes(); node++) {
      int end = graph.start(node) + graph.degree(node);
      for (int edge = graph.start(node); edge < end; edge++) {
        int target = result.order()[graph.target(edge)];
        block.add(matrix.ids(), result.order()[node], target, graph.weight(edge));
        if (block.bytes() >= BLOCK_BYTES) {
          context.output(block.build());
        }
      }
    }
    if (block.bytes() > 0) {
      context.output(block.build());
    }
  }
}
