package org.beamnsl.beam.synthesize;

import com.google.auto.value.AutoValue;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.beamnsl.beam.io.WriteStageReport;
import org.beamnsl.core.graph.EdgeBlock;
import org.beamnsl.core.graph.NeighborRule;
import org.beamnsl.core.join.JoinParams;
import org.beamnsl.core.similarity.EmbeddingBlock;

/**
 * Connects rows whose embeddings are similar.
 *
 * <pre>{@code
 * PCollection<EdgeBlock> edges =
 *     blocks.apply(
 *         SynthesizeGraph.create()
 *             .withParams(JoinParams.defaults().withThreshold(0.9)));
 * }</pre>
 *
 * <p>The output holds both directions of every edge once, in no order; see {@link JoinParams} for
 * what belongs to it. It depends on the rows and the parameters only: not on the runner, its
 * parallelism, retries, or how rows are spread over blocks. Precision is 1 and weights are exact;
 * recall is at least {@link JoinParams#targetRecall} for every pair at the threshold, over seeds.
 *
 * <p>Vectors move in blocks. A worker holds the rows of one task, about {@link
 * JoinParams#partitionRows} at most, and its edges. When all rows fit one task there is one task.
 * Vectors must be finite and of one length; ids must be distinct.
 */
@AutoValue
public abstract class SynthesizeGraph
    extends PTransform<PCollection<EmbeddingBlock>, PCollection<EdgeBlock>> {
  /** The namespace of the metrics below. It does not change. */
  public static final String METRICS = WriteStageReport.namespace("build-graph");

  /** Counter: pairs compared in single precision. */
  public static final String COMPARED_PAIRS = "comparedPairs";

  /** Counter: buckets over the cap; they are compared in blocks, nothing is dropped. */
  public static final String OVERFULL_BUCKETS = "overfullBuckets";

  /** Counter: tasks that joined rows. */
  public static final String PARTITIONS = "joinedPartitions";

  /** Counter: vectors of zeros, whose cosine with everything is 0. */
  public static final String ZERO_VECTORS = "zeroVectors";

  /** Distribution: rows of the largest bucket of every task. */
  public static final String LARGEST_BUCKET = "largestBucket";

  private static final int NEIGHBOR_SHARDS = 64;

  abstract JoinParams params();

  abstract int threads();

  /** With {@link JoinParams#defaults} and one thread per worker. */
  public static SynthesizeGraph create() {
    return new AutoValue_SynthesizeGraph(JoinParams.defaults(), 1);
  }

  /** What belongs to the graph, and how it is found. */
  public SynthesizeGraph withParams(JoinParams params) {
    return new AutoValue_SynthesizeGraph(params, threads());
  }

  /** Threads that one task uses; changes nothing in the output. */
  public SynthesizeGraph withThreads(int threads) {
    return new AutoValue_SynthesizeGraph(params(), threads);
  }

  @Override
  public PCollection<EdgeBlock> expand(PCollection<EmbeddingBlock> blocks) {
    return expand(blocks, summarize(params(), blocks));
  }

  /** What the plan needs to know of the rows. */
  static PCollectionView<RowSummary> summarize(
      JoinParams params, PCollection<EmbeddingBlock> blocks) {
    PCollectionView<RowSummary> summary = blocks.apply("Summarize", new SummarizeRows());
    return params.nearestOnly()
        ? blocks.apply("CompareSample", new CompareSample(params, summary))
        : summary;
  }

  PCollection<EdgeBlock> expand(
      PCollection<EmbeddingBlock> blocks, PCollectionView<RowSummary> summary) {
    // A task that dropped what only one end chose would hide better choices from the other end.
    JoinParams inTask =
        params().maxNeighbors() == 0
            ? params()
            : params().withNeighbors(params().maxNeighbors(), NeighborRule.UNION);
    PCollection<EdgeBlock> edges =
        blocks
            .apply("Route", ParDo.of(new RouteRowsFn(inTask, summary)).withSideInputs(summary))
            .setCoder(KvCoder.of(VarIntCoder.of(), EmbeddingBlockCoder.of()))
            .apply("Gather", GroupByKey.create())
            .apply(
                "Join",
                ParDo.of(new JoinTaskFn(inTask, summary, threads())).withSideInputs(summary))
            .setCoder(EdgeBlockCoder.of());
    return params().maxNeighbors() == 0
        ? edges
        : edges.apply("ChooseNeighbors", new ChooseNeighbors(params(), NEIGHBOR_SHARDS));
  }
}
