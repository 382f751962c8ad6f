package org.beamnsl.core.example;

/** What a feature holds. */
public enum FeatureKind {
  /** No list at all, which differs from an empty list. */
  NONE,
  /** A list of byte strings. */
  BYTES,
  /** A list of 32-bit floats. */
  FLOAT,
  /** A list of 64-bit integers. */
  INT64;

  private static final FeatureKind[] BY_FIELD = values();

  static FeatureKind ofField(int field) {
    return BY_FIELD[field];
  }

  /** The number of the list's field in the feature message. */
  int field() {
    return ordinal();
  }
}
