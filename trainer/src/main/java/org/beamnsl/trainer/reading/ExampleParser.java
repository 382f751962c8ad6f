package org.beamnsl.trainer.reading;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.beamnsl.trainer.data.PackedNames;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;

/** Parses blocks of records; safe for use by several threads. */
final class ExampleParser {
  private final ReadingConfig config;
  private final PackedNames names;
  private final EdgeReader edges;

  ExampleParser(ReadingConfig config) {
    this.config = config;
    this.names = PackedNames.standard(config.neighbors());
    this.edges = new EdgeReader(config, names);
  }

  Rows parse(List<ExampleRecord> records) {
    Rows rows = new Rows(config);
    for (ExampleRecord record : records) {
      Example example = record.parse();
      addExample(rows, record, example.getFeatures().getFeatureMap());
    }
    return rows;
  }

  private void addExample(Rows rows, ExampleRecord record, Map<String, Feature> features) {
    for (FeatureSpec spec : config.features()) {
      rows.column(spec.name()).add(record, spec.name(), require(record, features, spec.name()));
    }
    String read = EdgeReader.id(features, config.idFeature());
    String id = read.isEmpty() ? record.place() : read;
    int[] labels = labels(record, features);
    boolean labelled = config.labels().trains(id, Arrays.stream(labels).max().orElseThrow());
    edges.checkCount(record, features);
    for (int i = 0; i < config.neighbors(); i++) {
      EdgeReader.Weighted edge = edges.read(record, features, i, labelled);
      if (edge.weight() != 0) {
        rows.addEdge(addNeighbor(rows, record, features, i), edge);
      }
    }
    rows.endExample(id, labels, sampleWeight(record, features));
  }

  /** The main label and the further ones. */
  private int[] labels(ExampleRecord record, Map<String, Feature> features) {
    int[] labels = new int[1 + config.moreLabels().size()];
    labels[0] = Labels.of(record, features, config.labelFeature());
    for (int i = 1; i < labels.length; i++) {
      labels[i] = Labels.of(record, features, config.moreLabels().get(i - 1));
    }
    return labels;
  }

  private int addNeighbor(
      Rows rows, ExampleRecord record, Map<String, Feature> features, int neighbor) {
    for (FeatureSpec spec : config.neighborFeatures()) {
      String name = names.feature(neighbor, spec.name());
      rows.poolColumn(spec.name()).add(record, name, require(record, features, name));
    }
    return rows.endPoolRow(EdgeReader.id(features, names.feature(neighbor, config.idFeature())));
  }

  private static Feature require(ExampleRecord record, Map<String, Feature> features, String name) {
    @Nullable Feature feature = features.get(name);
    if (feature == null) {
      throw record.bad("has no feature " + name + FeatureInference.hint(features, name));
    }
    return feature;
  }

  private float sampleWeight(ExampleRecord record, Map<String, Feature> features) {
    String name = config.sampleWeight();
    if (name.isEmpty()) {
      return 1;
    }
    Feature feature = require(record, features, name);
    float weight =
        feature.getFloatList().getValueCount() == 1 ? feature.getFloatList().getValue(0) : -1;
    if (!(weight >= 0) || Float.isInfinite(weight)) {
      throw record.bad("has sample weight " + name + " that is not one float of at least 0");
    }
    return weight;
  }
}
