package org.beamnsl.trainer.reading;

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

  ExampleParser(ReadingConfig config) {
    this.config = config;
    this.names = PackedNames.standard(config.neighbors());
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
    for (int i = 0; i < config.neighbors(); i++) {
      float weight = weight(record, features, names.weight(i));
      if (weight != 0) {
        rows.addEdge(addNeighbor(rows, record, features, i), weight);
      }
    }
    String id = id(features, config.idFeature());
    int label = Labels.of(record, features, config.labelFeature());
    rows.endExample(id.isEmpty() ? record.place() : id, label);
  }

  private int addNeighbor(
      Rows rows, ExampleRecord record, Map<String, Feature> features, int neighbor) {
    for (FeatureSpec spec : config.features()) {
      String name = names.feature(neighbor, spec.name());
      rows.poolColumn(spec.name()).add(record, name, require(record, features, name));
    }
    return rows.endPoolRow(id(features, names.feature(neighbor, config.idFeature())));
  }

  private static Feature require(ExampleRecord record, Map<String, Feature> features, String name) {
    @Nullable Feature feature = features.get(name);
    if (feature == null) {
      throw record.bad("has no feature " + name + FeatureInference.hint(features, name));
    }
    return feature;
  }

  private static float weight(ExampleRecord record, Map<String, Feature> features, String name) {
    @Nullable Feature feature = features.get(name);
    if (feature == null) {
      return 0;
    }
    if (feature.getFloatList().getValueCount() != 1) {
      throw record.bad("has feature " + name + " that is not one float");
    }
    float weight = feature.getFloatList().getValue(0);
    if (!Float.isFinite(weight)) {
      throw record.bad("has feature " + name + " with " + weight);
    }
    return weight;
  }

  private static String id(Map<String, Feature> features, String name) {
    @Nullable Feature feature = features.get(name);
    return feature == null || feature.getBytesList().getValueCount() == 0
        ? ""
        : feature.getBytesList().getValue(0).toStringUtf8();
  }
}
