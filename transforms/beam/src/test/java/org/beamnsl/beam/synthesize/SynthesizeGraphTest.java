package org.beamnsl.beam.synthesize;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.beamnsl.core.graph.EdgeBlock;
import org.beamnsl.core.graph.NeighborRule;
import org.beamnsl.core.graph.WeightText;
import org.beamnsl.core.join.JoinMethod;
import org.beamnsl.core.join.JoinParams;
import org.beamnsl.core.join.JoinResult;
import org.beamnsl.core.join.SimilarityJoin;
import org.beamnsl.core.measure.EuclideanDistance;
import org.beamnsl.core.measure.JaccardSimilarity;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.EmbeddingSamples;
import org.beamnsl.core.similarity.TokenSamples;
import org.beamnsl.core.similarity.VectorSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SynthesizeGraphTest {
  private static final ConcurrentLinkedQueue<String> COLLECTED = new ConcurrentLinkedQueue<>();
  private static final EmbeddingBlock ROWS = EmbeddingSamples.clustered(1200, 24, 120, 0.45, 8);
  private static final JoinParams PARAMS =
      JoinParams.defaults().withThreshold(0.85).withMethod(JoinMethod.LSH).withTargetRecall(0.9);

  @Test
  void onTheDirectRunnerOnePartitionGivesWhatTheJoinInMemoryGives() {
    List<String> lines = run(direct(), PARAMS, pieces(ROWS, 7));
    assertThat(lines).containsExactlyElementsIn(inMemory(PARAMS));
  }

  @ParameterizedTest
  @EnumSource(NeighborRule.class)
  void nearestNeighborsAreChosenOverAllPartitions(NeighborRule rule) {
    JoinParams params = PARAMS.withMethod(JoinMethod.EXACT).withNeighbors(2, rule);
    List<String> lines = run(direct(), params.withPartitionRows(300), pieces(ROWS, 3));
    assertThat(lines).containsExactlyElementsIn(inMemory(params));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void onFlinkManyPartitionsGiveTheSameEdgesWhateverTheParallelism(int parallelism) {
    JoinParams params = PARAMS.withPartitionRows(200);
    Map<String, Long> counters = new TreeMap<>();
    List<String> lines =
        run(
            flink(parallelism),
            params,
            pieces(EmbeddingSamples.shuffled(ROWS, parallelism), 5),
            counters);
    assertThat(counters.get(SynthesizeGraph.PARTITIONS)).isAtLeast(8L);
    assertThat(lines).containsNoDuplicates();
    Set<String> truth = new TreeSet<>(inMemory(PARAMS.withMethod(JoinMethod.EXACT)));
    assertThat(truth).containsAtLeastElementsIn(lines);
    assertThat((double) lines.size() / truth.size()).isAtLeast(0.9);
    assertWithMessage("the plan's edges are the same on every runner")
        .that(lines)
        .containsExactlyElementsIn(ManyPartitions.EDGES);
  }

  /** What the direct runner finds in many partitions, computed once. */
  private static final class ManyPartitions {
    static final List<String> EDGES = run(direct(), PARAMS.withPartitionRows(200), pieces(ROWS, 2));
  }

  @Test
  void setsAreJoinedByWhatTheyShareOnEveryRunner() {
    EmbeddingBlock sets = TokenSamples.clustered(1200, 120, 20, 0.9, 8);
    JoinParams params = PARAMS.withSimilarity(new JaccardSimilarity(), 0.5);
    assertThat(run(direct(), params, pieces(sets, 7)))
        .containsExactlyElementsIn(inMemory(params, sets));
    JoinParams small = params.withPartitionRows(200);
    Map<String, Long> counters = new TreeMap<>();
    List<String> lines = run(direct(), small, pieces(sets, 3), counters);
    assertThat(counters.get(SynthesizeGraph.PARTITIONS)).isAtLeast(8L);
    assertThat(counters.getOrDefault(SynthesizeGraph.ZERO_VECTORS, 0L)).isEqualTo(0);
    Set<String> truth = new TreeSet<>(inMemory(params.withMethod(JoinMethod.EXACT), sets));
    assertThat(truth).containsAtLeastElementsIn(lines);
    assertThat((double) lines.size() / truth.size()).isAtLeast(0.9);
    assertThat(run(flink(2), small, pieces(EmbeddingSamples.shuffled(sets, 2), 5)))
        .containsExactlyElementsIn(lines);
  }

  @Test
  void distancesAreJoinedInManyPartitionsOnEveryRunner() {
    EmbeddingBlock points = VectorSamples.scaled(ROWS, 100, 3000);
    JoinParams params = PARAMS.withSimilarity(new EuclideanDistance(), 50);
    JoinParams small = params.withPartitionRows(200);
    List<String> lines = run(direct(), small, pieces(points, 3));
    Set<String> truth = new TreeSet<>(inMemory(params.withMethod(JoinMethod.EXACT), points));
    assertThat(truth).containsAtLeastElementsIn(lines);
    assertThat((double) lines.size() / truth.size()).isAtLeast(0.9);
    assertThat(run(flink(4), small, pieces(EmbeddingSamples.shuffled(points, 2), 5)))
        .containsExactlyElementsIn(lines);
  }

  @Test
  void rowsOfAnotherKindThanTheMeasureComparesAreRefused() {
    JoinParams params = PARAMS.withSimilarity(new JaccardSimilarity(), 0.5);
    Exception thrown = assertThrows(Exception.class, () -> run(direct(), params, pieces(ROWS, 1)));
    assertThat(thrown).hasMessageThat().contains("similarity=jaccard: the rows are vectors");
  }

  @Test
  void noRowsGiveNoEdges() {
    assertThat(run(direct(), PARAMS, List.of())).isEmpty();
  }

  @Test
  void codersGiveBackWhatTheyWereGiven() throws Exception {
    CoderProperties.coderDecodeEncodeEqual(
        EmbeddingBlockCoder.of(), EmbeddingSamples.gaussian(13, 5, 1));
    CoderProperties.coderDecodeEncodeEqual(
        EmbeddingBlockCoder.of(), new EmbeddingBlockBuilder(3).build());
    CoderProperties.coderDecodeEncodeEqual(
        EmbeddingBlockCoder.of(), TokenSamples.clustered(13, 2, 9, 0.5, 1));
    CoderProperties.coderDecodeEncodeEqual(
        EdgeBlockCoder.of(), new EdgeBlock(new byte[] {1, 2, 3}, 0));
  }

  private static List<String> inMemory(JoinParams params) {
    return inMemory(params, ROWS);
  }

  private static List<String> inMemory(JoinParams params, EmbeddingBlock rows) {
    EmbeddingMatrix matrix = EmbeddingMatrix.of(params.similarity().form(), rows);
    JoinResult result = SimilarityJoin.of(matrix, params, 1);
    List<String> lines = new ArrayList<>();
    for (int node = 0; node < result.graph().nodes(); node++) {
      int end = result.graph().start(node) + result.graph().degree(node);
      for (int edge = result.graph().start(node); edge < end; edge++) {
        lines.add(
            matrix.ids().text(result.order()[node])
                + '\t'
                + matrix.ids().text(result.order()[result.graph().target(edge)])
                + '\t'
                + WeightText.of(result.graph().weight(edge)));
      }
    }
    return lines;
  }

  private static List<String> run(
      PipelineOptions options, JoinParams params, List<EmbeddingBlock> blocks) {
    return run(options, params, blocks, new TreeMap<>());
  }

  private static List<String> run(
      PipelineOptions options,
      JoinParams params,
      List<EmbeddingBlock> blocks,
      Map<String, Long> counters) {
    COLLECTED.clear();
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply(Create.of(blocks).withCoder(EmbeddingBlockCoder.of()))
        .apply("Synthesize", SynthesizeGraph.create().withParams(params))
        .apply("Collect", ParDo.of(new CollectFn()));
    PipelineResult result = pipeline.run();
    assertThat(result.waitUntilFinish()).isEqualTo(PipelineResult.State.DONE);
    result
        .metrics()
        .queryMetrics(
            MetricsFilter.builder()
                .addNameFilter(MetricNameFilter.inNamespace("nsl/build-graph"))
                .build())
        .getCounters()
        .forEach(counter -> counters.put(counter.getName().getName(), counter.getAttempted()));
    return new ArrayList<>(COLLECTED);
  }

  private static final class CollectFn extends DoFn<EdgeBlock, Void> implements Serializable {
    @ProcessElement
    public void process(@Element EdgeBlock block) {
      block.forEach(
          (source, target, weight) ->
              COLLECTED.add(source + '\t' + target + '\t' + WeightText.of(weight)));
    }
  }

  private static PipelineOptions direct() {
    return PipelineOptionsFactory.fromArgs("--runner=DirectRunner", "--targetParallelism=2")
        .create();
  }

  private static PipelineOptions flink(int parallelism) {
    FlinkPipelineOptions options = PipelineOptionsFactory.create().as(FlinkPipelineOptions.class);
    options.setRunner(FlinkRunner.class);
    options.setFlinkMaster("[local]");
    options.setParallelism(parallelism);
    options.setObjectReuse(true);
    return options;
  }

  /** The rows of a block in several blocks. */
  private static List<EmbeddingBlock> pieces(EmbeddingBlock block, int count) {
    List<EmbeddingBlock> pieces = new ArrayList<>();
    for (int piece = 0; piece < count; piece++) {
      EmbeddingBlockBuilder rows = new EmbeddingBlockBuilder(block.dims());
      for (int row = piece; row < block.rows(); row += count) {
        rows.copy(block, row);
      }
      pieces.add(rows.build());
    }
    return pieces;
  }
}
