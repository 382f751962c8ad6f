package org.beamnsl.trainer.attack;

import java.util.Arrays;
import org.beamnsl.core.failure.NslException;

/** How the length of a perturbation is measured, jointly over all features of an example. */
public enum Norm {
  /** Sum of absolute values. */
  L1("l1"),
  /** Euclidean length. */
  L2("l2"),
  /** Largest absolute value. */
  INFINITY("infinity");

  private final String key;

  Norm(String key) {
    this.key = key;
  }

  /** The name in configurations. */
  public String key() {
    return key;
  }

  /** The norm with this key. */
  public static Norm named(String key) {
    return Arrays.stream(values())
        .filter(norm -> norm.key.equals(key))
        .findFirst()
        .orElseThrow(
            () -> NslException.usage("unknown norm " + key + "; expected l1, l2 or infinity"));
  }
}
