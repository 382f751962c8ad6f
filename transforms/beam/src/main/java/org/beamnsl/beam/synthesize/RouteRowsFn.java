package org.beamnsl.beam.synthesize;

import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.beamnsl.core.join.JoinParams;
import org.beamnsl.core.join.RowRouter;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.jspecify.annotations.Nullable;

/** Sends the rows of blocks to the tasks that join them, again in blocks. */
final class RouteRowsFn extends DoFn<EmbeddingBlock, KV<Integer, EmbeddingBlock>> {
  /** Values that may wait in the blocks of all tasks together. */
  private static final int WAITING_VALUES = 4 << 20;

  /** Rows at which a block is sent, when there is room for so many. */
  private static final int FULL_BLOCK = 2000;

  private final JoinParams params;
  private final PCollectionView<RowSummary> summary;
  private final Counter zeroVectors =
      Metrics.counter(SynthesizeGraph.METRICS, SynthesizeGraph.ZERO_VECTORS);
  private transient @Nullable RowRouter router;
  private transient TreeMap<Integer, EmbeddingBlockBuilder> waiting = new TreeMap<>();
  private transient int fullBlock;

  RouteRowsFn(JoinParams params, PCollectionView<RowSummary> summary) {
    this.params = params;
    this.summary = summary;
  }

  @StartBundle
  public void start() {
    waiting = new TreeMap<>();
  }

  @ProcessElement
  public void process(ProcessContext context) {
    EmbeddingBlock block = context.element();
    RowRouter routes = router(context.sideInput(summary));
    EmbeddingMatrix matrix = EmbeddingMatrix.of(params.similarity().form(), block);
    zeroVectors.inc(matrix.zeroVectors());
    routes.route(
        matrix,
        (row, task) -> {
          EmbeddingBlockBuilder to =
              waiting.computeIfAbsent(
                  task, t -> new EmbeddingBlockBuilder(block.dims(), Math.min(64, fullBlock)));
          to.copy(block, row);
          if (to.rows() >= fullBlock) {
            context.output(KV.of(task, to.build()));
            waiting.remove(task);
          }
        });
  }

  private RowRouter router(RowSummary rows) {
    if (router == null) {
      var plan = rows.plan(params);
      router = new RowRouter(plan);
      double perRow = Math.max(1, rows.sample().valuesPerRow());
      int room = (int) (WAITING_VALUES / (plan.partitions().tasks() * perRow));
      fullBlock = Math.max(16, Math.min(FULL_BLOCK, room));
    }
    return router;
  }

  @FinishBundle
  public void finish(FinishBundleContext context) {
    for (Map.Entry<Integer, EmbeddingBlockBuilder> rest : waiting.entrySet()) {
      context.output(
          KV.of(rest.getKey(), rest.getValue().build()),
          GlobalWindow.INSTANCE.maxTimestamp(),
          GlobalWindow.INSTANCE);
    }
    waiting = new TreeMap<>();
  }
}
