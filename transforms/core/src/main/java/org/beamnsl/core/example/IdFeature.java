package org.beamnsl.core.example;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The feature that holds an example's id, and what makes an id usable: one non-empty UTF-8 byte
 * string of at most {@value #MAX_BYTES} bytes without tab, newline or carriage return, which could
 * not be written to a graph file.
 */
public final class IdFeature {
  /** The name used unless told otherwise. */
  public static final String DEFAULT_NAME = "id";

  /** The longest usable id. */
  public static final int MAX_BYTES = 4096;

  private final String name;
  private final byte[] nameBytes;

  /** The feature of this name. */
  public IdFeature(String name) {
    this.name = name;
    this.nameBytes = name.getBytes(StandardCharsets.UTF_8);
  }

  /** The feature's name. */
  public String name() {
    return name;
  }

  /** The feature's name in UTF-8; not to be changed. */
  byte[] nameBytes() {
    return nameBytes;
  }

  /**
   * The id of the record the view looks at, in UTF-8. Of several values the first counts.
   *
   * @throws BadExampleException when there is none or it cannot be used
   */
  public byte[] read(ExampleView view) throws BadExampleException {
    int index = view.find(nameBytes);
    if (index < 0) {
      throw new BadExampleException("no id: it has no feature '" + name + "'");
    }
    FeatureCursor feature = view.feature(index);
    if (feature.kind() != FeatureKind.BYTES) {
      throw new BadExampleException(
          "no id: feature '" + name + "' holds " + feature.kind() + ", expected BYTES");
    }
    if (!feature.next() || feature.valueStart() == feature.valueEnd()) {
      throw new BadExampleException("no id: feature '" + name + "' is empty");
    }
    check(feature.array(), feature.valueStart(), feature.valueEnd());
    return Arrays.copyOfRange(feature.array(), feature.valueStart(), feature.valueEnd());
  }

  /**
   * Checks the id of a record that may have none yet: if there is one, it must be usable. A feature
   * of another kind is none.
   *
   * @throws BadExampleException when it cannot be used
   */
  void checkIfPresent(ExampleView view) throws BadExampleException {
    int index = view.find(nameBytes);
    if (index >= 0 && view.feature(index).kind() == FeatureKind.BYTES) {
      read(view);
    }
  }

  /** Checks the form of a non-empty id. */
  static void check(byte[] bytes, int start, int end) throws BadExampleException {
    if (end - start > MAX_BYTES) {
      throw new BadExampleException(
          "its id has " + (end - start) + " bytes, at most " + MAX_BYTES + " are allowed");
    }
    for (int i = start; i < end; i++) {
      if (bytes[i] == '\t' || bytes[i] == '\n' || bytes[i] == '\r') {
        throw new BadExampleException("its id holds a tab or a line break");
      }
    }
    if (!Utf8.isValid(bytes, start, end)) {
      throw new BadExampleException("its id is not UTF-8");
    }
  }
}
