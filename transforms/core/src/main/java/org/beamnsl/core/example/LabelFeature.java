package org.beamnsl.core.example;

import java.nio.charset.StandardCharsets;

/**
 * The feature that holds an example's class: a 64-bit integer; absent, empty or -1 = unlabelled.
 */
public final class LabelFeature {
  /** The name used unless told otherwise. */
  public static final String DEFAULT_NAME = "label";

  /** What {@link #read} gives for an unlabelled example. */
  public static final long UNLABELED = -1;

  private final String name;
  private final byte[] nameBytes;

  /** The feature of this name. */
  public LabelFeature(String name) {
    this.name = name;
    this.nameBytes = name.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The label of the record the view looks at, or {@link #UNLABELED}. Of several values the first
   * counts.
   *
   * @throws BadExampleException when the feature holds something other than integers
   */
  public long read(ExampleView view) throws BadExampleException {
    int index = view.find(nameBytes);
    if (index < 0) {
      return UNLABELED;
    }
    FeatureCursor feature = view.feature(index);
    if (feature.kind() == FeatureKind.NONE) {
      return UNLABELED;
    }
    if (feature.kind() != FeatureKind.INT64) {
      throw new BadExampleException(
          "its label feature '" + name + "' holds " + feature.kind() + ", expected INT64");
    }
    return feature.next() ? feature.int64Value() : UNLABELED;
  }
}
