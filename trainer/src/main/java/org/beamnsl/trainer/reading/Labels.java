package org.beamnsl.trainer.reading;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.Feature;

/** Labels of examples. */
public final class Labels {
  /** The label of an example that has none. */
  public static final int UNLABELLED = -1;

  private Labels() {}

  /**
   * The label of an example: one integer from 0, or {@link #UNLABELLED} when the feature is absent,
   * empty or −1.
   *
   * @throws org.beamnsl.core.failure.NslException (65) for anything else
   */
  public static int of(ExampleRecord record, Map<String, Feature> features, String name) {
    @Nullable Feature feature = features.get(name);
    if (feature == null || feature.getKindCase() == Feature.KindCase.KIND_NOT_SET) {
      return UNLABELLED;
    }
    if (feature.getKindCase() != Feature.KindCase.INT64_LIST) {
      throw record.bad(
          "has label " + name + " as " + GrowingFloats.kind(feature) + "; expected one integer");
    }
    int count = feature.getInt64List().getValueCount();
    if (count == 0) {
      return UNLABELLED;
    }
    long label = feature.getInt64List().getValue(0);
    if (count > 1 || label < UNLABELLED || label > Integer.MAX_VALUE) {
      throw record.bad(
          "has label "
              + name
              + (count > 1 ? " with " + count + " values" : " = " + label)
              + "; expected one class number from 0, or -1 for none");
    }
    return (int) label;
  }
}
