package org.beamnsl.beam.augment;

import static com.google.common.truth.Truth.assertThat;
import static org.beamnsl.beam.testing.SampleExamples.record;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.beamnsl.beam.testing.PipelineExtension;
import org.beamnsl.beam.testing.SampleExamples;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.graph.Edge;
import org.beamnsl.core.packing.PackParams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Features;

@ExtendWith(PipelineExtension.class)
class GraphAugmentationTest {
  @Test
  void packsTheHeaviestKnownNeighboursBothWays(TestPipeline pipeline) {
    PCollectionTuple packed =
        PCollectionTuple.of(
                GraphAugmentation.LABELED,
                pipeline.apply(
                    "Labeled",
                    Create.of(record("A", 0), record("C", 2), new byte[] {1})
                        .withCoder(ByteArrayCoder.of())))
            .and(
                GraphAugmentation.UNLABELED,
                pipeline.apply(
                    "Unlabeled", Create.of(record("B", -1)).withCoder(ByteArrayCoder.of())))
            .and(
                GraphAugmentation.EDGES,
                pipeline.apply(
                    "Edges",
                    Create.of(
                            new Edge("A", "B", 0.5),
                            new Edge("A", "C", 0.9),
                            new Edge("B", "A", 0.4),
                            new Edge("B", "C", 1.0),
                            new Edge("C", "missing", 2))
                        .withCoder(new EdgeCoder())))
            .apply(
                GraphAugmentation.create()
                    .withParams(PackParams.defaults().withAddUndirectedEdges(true))
                    .withPartitions(3));

    PAssert.that(packed.get(GraphAugmentation.PACKED))
        .satisfies(
            records -> {
              Map<String, List<String>> neighbors = new TreeMap<>();
              records.forEach(
                  record -> neighbors.put(SampleExamples.id(record), neighbors(record)));
              assertThat(neighbors)
                  .containsExactly("A", List.of("C 0.9", "B 0.5"), "C", List.of("B 1.0", "A 0.9"));
              return null;
            });
    PAssert.that(packed.get(GraphAugmentation.BAD))
        .containsInAnyOrder(new BadRecord("labeled", -1, "not an Example: invalid tag"));
    pipeline.run();
  }

  private static List<String> neighbors(byte[] record) {
    Features features;
    try {
      features = Example.parseFrom(record).getFeatures();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
    long count = features.getFeatureOrThrow("NL_num_nbrs").getInt64List().getValue(0);
    return java.util.stream.LongStream.range(0, count)
        .mapToObj(
            i ->
                features
                        .getFeatureOrThrow("NL_nbr_" + i + "_id")
                        .getBytesList()
                        .getValue(0)
                        .toStringUtf8()
                    + " "
                    + features
                        .getFeatureOrThrow("NL_nbr_" + i + "_weight")
                        .getFloatList()
                        .getValue(0))
        .toList();
  }
}
