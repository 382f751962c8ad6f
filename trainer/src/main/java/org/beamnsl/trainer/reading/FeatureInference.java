package org.beamnsl.trainer.reading;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.PackedNames;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.Feature;

/** Finds out from the first record how features are stored. */
public final class FeatureInference {
  private static final PackedNames PACKED = PackedNames.standard(0);

  private final ExampleRecord first;
  private final Map<String, Feature> features;

  private FeatureInference(ExampleRecord first) {
    this.first = first;
    this.features = first.parse().getFeatures().getFeatureMap();
  }

  /**
   * Looks at the first record.
   *
   * @param flag the flag that names the files, for messages
   * @throws NslException (65) when there is no record
   */
  public static FeatureInference of(String flag, String spec, List<InputFile> files) {
    return new FeatureInference(
        ExampleFiles.first(files)
            .orElseThrow(
                () ->
                    NslException.badData(
                        "--" + flag + "=" + spec + ": has no examples at all; cannot train")));
  }

  /**
   * Looks at the first record that has a feature, which not every record needs to have.
   *
   * @throws NslException (65) when no record has it
   */
  public static FeatureInference having(
      String flag, String spec, String feature, List<InputFile> files) {
    ExampleRecord[] found = new ExampleRecord[1];
    ExampleFiles.forEach(
        files,
        record -> {
          if (record.parse().getFeatures().containsFeature(feature)) {
            found[0] = record;
          }
          return found[0] == null;
        });
    if (found[0] == null) {
      throw NslException.badData(
          "--" + flag + "=" + spec + ": no example has a feature " + feature);
    }
    return new FeatureInference(found[0]);
  }

  /**
   * Numbers as floats.
   *
   * @param shape empty for a vector of as many values as the first record holds
   */
  public FeatureSpec dense(String name, int[] shape) {
    Feature feature = require(name);
    int count =
        feature.getKindCase() == Feature.KindCase.INT64_LIST
            ? feature.getInt64List().getValueCount()
            : feature.getFloatList().getValueCount();
    if (feature.getKindCase() == Feature.KindCase.BYTES_LIST || count == 0) {
      throw first.bad(
          "has feature "
              + name
              + " as "
              + (count == 0 && feature.getBytesList().getValueCount() == 0
                  ? "an empty list"
                  : GrowingFloats.kind(feature))
              + "; this model reads numbers"
              + (feature.hasBytesList() ? " (--model=cnn reads encoded images)" : ""));
    }
    if (shape.length > 0 && Column.sizeOf(shape) != count) {
      throw first.bad(
          "has feature "
              + name
              + " with "
              + count
              + " values; the shape needs "
              + Column.sizeOf(shape));
    }
    return new FeatureSpec(
        name,
        stored(feature),
        FeatureSpec.Form.DENSE,
        shape.length > 0 ? shape : new int[] {count},
        0);
  }

  /** Whether the first record holds encoded images under this name. */
  public boolean isEncoded(String name) {
    return require(name).hasBytesList();
  }

  /**
   * Encoded images.
   *
   * @param shape height, width and channels to decode to
   */
  public FeatureSpec image(String name, int[] shape, double divisor) {
    FeatureSpec spec = FeatureSpec.image(name, shape, divisor);
    spec.pixels();
    return spec;
  }

  /**
   * Ids as a sequence or a bag.
   *
   * @param length the fixed length; 0 for that of the longest example
   * @param limit as in {@link FeatureSpec}
   */
  public FeatureSpec ids(String name, FeatureSpec.Form form, int length, int limit) {
    Feature feature = require(name);
    if (feature.getKindCase() != Feature.KindCase.INT64_LIST) {
      throw first.bad(
          "has feature "
              + name
              + " as "
              + GrowingFloats.kind(feature)
              + "; this model reads integer ids ('transform' makes them from text)");
    }
    return new FeatureSpec(name, FeatureSpec.Stored.INT64, form, new int[] {length}, limit);
  }

  private Feature require(String name) {
    @Nullable Feature feature = features.get(name);
    if (feature == null) {
      throw first.bad("has no feature " + name + hint(features, name));
    }
    return feature;
  }

  private static FeatureSpec.Stored stored(Feature feature) {
    return feature.getKindCase() == Feature.KindCase.INT64_LIST
        ? FeatureSpec.Stored.INT64
        : FeatureSpec.Stored.FLOAT;
  }

  /** What the record has instead, for messages. */
  static String hint(Map<String, Feature> features, String wanted) {
    TreeSet<String> names = new TreeSet<>();
    boolean neighbor = !PACKED.isSample(wanted);
    for (String name : features.keySet()) {
      if (neighbor || PACKED.isSample(name)) {
        names.add(name);
      }
    }
    return "; it has " + (names.isEmpty() ? "none" : String.join(", ", names));
  }
}
