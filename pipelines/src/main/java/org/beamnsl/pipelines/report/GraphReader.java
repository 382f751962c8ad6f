package org.beamnsl.pipelines.report;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.graph.EdgeFiles;
import org.beamnsl.core.graph.EdgeInput;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.packing.ExamplePacker;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.tfrecord.RecordFiles;
import org.beamnsl.core.tfrecord.RecordInput;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;

/** Reads a graph from Examples with packed neighbours, or from edge files. */
final class GraphReader {
  private static final String NEIGHBOR = "NL_nbr_";

  private final String idFeature;
  private final String labelFeature;

  GraphReader(String idFeature, String labelFeature) {
    this.idFeature = idFeature;
    this.labelFeature = labelFeature;
  }

  /**
   * Reads everything that an input names.
   *
   * @param examples where labels of nodes are found that the input itself does not tell
   */
  GraphFacts read(String spec, List<ExampleFacts> examples) throws IOException {
    GraphFacts graph = new GraphFacts();
    List<InputFile> files = Inputs.files("graph", spec);
    for (InputFile file : files) {
      if (Storages.baseName(file.path()).contains("tfr")) {
        readExamples(file.path(), graph);
      } else {
        readEdges(file.path(), graph);
      }
    }
    examples.forEach(graph::learnLabels);
    return graph;
  }

  private static void readEdges(String path, GraphFacts graph) throws IOException {
    try (EdgeInput reader =
        EdgeFiles.open(
            path,
            "",
            bad -> {
              throw NslException.badData(path + ": " + bad.reason());
            })) {
      while (reader.advance()) {
        int source = graph.node(reader.source(), -1);
        int target = graph.node(reader.target(), -1);
        graph.member(source);
        graph.member(target);
        graph.edge(source, target, reader.weight());
      }
    }
  }

  private void readExamples(String path, GraphFacts graph) throws IOException {
    try (RecordInput reader = RecordFiles.open(path)) {
      while (reader.advance()) {
        add(Example.parseFrom(reader.record()).getFeatures().getFeatureMap(), graph);
      }
    } catch (InvalidProtocolBufferException e) {
      throw NslException.badData(path + ": a record is no Example: " + e.getMessage());
    }
  }

  /** Adds an example; those that were only passed on, such as test data, are no part of a graph. */
  private void add(Map<String, Feature> features, GraphFacts graph) {
    if (!features.containsKey(ExamplePacker.COUNT)) {
      return;
    }
    int source = graph.node(text(features.get(idFeature)), label(features.get(labelFeature)));
    graph.member(source);
    for (int i = 0; features.containsKey(NEIGHBOR + i + "_weight"); i++) {
      String prefix = NEIGHBOR + i + "_";
      int target =
          graph.node(
              text(features.get(prefix + idFeature)), label(features.get(prefix + labelFeature)));
      Feature weight = features.getOrDefault(prefix + "weight", Feature.getDefaultInstance());
      boolean known = weight.getFloatList().getValueCount() > 0;
      graph.edge(source, target, known ? weight.getFloatList().getValue(0) : 1);
    }
  }

  static String text(@Nullable Feature feature) {
    return feature == null || feature.getBytesList().getValueCount() == 0
        ? ""
        : feature.getBytesList().getValue(0).toStringUtf8();
  }

  static long label(@Nullable Feature feature) {
    return feature == null || feature.getInt64List().getValueCount() == 0
        ? -1
        : feature.getInt64List().getValue(0);
  }
}
