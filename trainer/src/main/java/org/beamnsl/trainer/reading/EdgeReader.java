package org.beamnsl.trainer.reading;

import java.util.Map;
import java.util.OptionalDouble;
import org.beamnsl.trainer.data.PackedNames;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.Feature;

/** Reads the weights of packed edges, with their multipliers; safe for use by several threads. */
final class EdgeReader {
  private static final String TYPE = "type";

  private final ReadingConfig config;
  private final PackedNames names;

  EdgeReader(ReadingConfig config, PackedNames names) {
    this.config = config;
    this.names = names;
  }

  /**
   * The weight of an edge.
   *
   * @param labelledEnds how many of its two ends have labels that the training uses
   */
  record Weighted(float weight, int labelledEnds) {}

  /** The edge to the packed neighbour of this index; of weight 0 when there is none. */
  Weighted read(
      ExampleRecord record, Map<String, Feature> features, int neighbor, boolean labelled) {
    float stored = stored(record, features, names.weight(neighbor));
    if (stored == 0) {
      return new Weighted(0, 0);
    }
    String labelName = names.feature(neighbor, config.labelFeature());
    String id = id(features, names.feature(neighbor, config.idFeature()));
    int label = Labels.of(record, features, labelName);
    int ends = (labelled ? 1 : 0) + (config.labels().trains(id, label) ? 1 : 0);
    double factor = config.edges().ofLabels(ends);
    if (config.edges().readsTypes()) {
      factor *= ofType(record, features, names.feature(neighbor, TYPE));
    }
    return new Weighted((float) (stored * factor), ends);
  }

  /**
   * Checks that no neighbour is missing that the record says it has, as far as neighbours are read.
   */
  void checkCount(ExampleRecord record, Map<String, Feature> features) {
    @Nullable Feature count = features.get(PackedNames.COUNT);
    if (count == null || count.getInt64List().getValueCount() != 1) {
      return;
    }
    long packed = Math.min(count.getInt64List().getValue(0), config.neighbors());
    for (int i = 0; i < packed; i++) {
      if (!features.containsKey(names.weight(i))) {
        throw record.bad(
            "has no feature "
                + names.weight(i)
                + ", though "
                + PackedNames.COUNT
                + " = "
                + count.getInt64List().getValue(0));
      }
    }
  }

  private double ofType(ExampleRecord record, Map<String, Feature> features, String name) {
    String type = id(features, name);
    OptionalDouble factor = config.edges().ofType(type);
    if (factor.isEmpty()) {
      throw record.bad(
          (type.isEmpty() ? "has no feature " + name : "has an edge of type " + type)
              + "; there are multipliers for "
              + config.edges().knownTypes()
              + " and none for other types");
    }
    return factor.getAsDouble();
  }

  private static float stored(ExampleRecord record, Map<String, Feature> features, String name) {
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

  /** A text feature, empty when it is absent. */
  static String id(Map<String, Feature> features, String name) {
    @Nullable Feature feature = features.get(name);
    return feature == null || feature.getBytesList().getValueCount() == 0
        ? ""
        : feature.getBytesList().getValue(0).toStringUtf8();
  }
}
