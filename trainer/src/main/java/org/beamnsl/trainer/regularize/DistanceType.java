package org.beamnsl.trainer.regularize;

import java.util.Arrays;
import org.beamnsl.core.failure.NslException;

/** How far apart two outputs are. */
public enum DistanceType {
  /** |t − s|, elementwise. */
  L1("l1"),
  /** (t − s)², elementwise: squared, without ½ and without root. */
  L2("l2"),
  /** 1 − cosine along an axis. */
  COSINE("cosine"),
  /** Mean of the Kullback–Leibler divergences to the midpoint, along an axis. */
  JENSEN_SHANNON_DIVERGENCE("jensen_shannon_divergence"),
  /** Divergence of the sample from its neighbour, along an axis. */
  KL_DIVERGENCE("kl_divergence");

  private final String key;

  DistanceType(String key) {
    this.key = key;
  }

  /** The name in configurations. */
  public String key() {
    return key;
  }

  /** The distance with this key. */
  public static DistanceType named(String key) {
    return Arrays.stream(values())
        .filter(type -> type.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                NslException.usage(
                    "unknown distance "
                        + key
                        + "; expected one of "
                        + Arrays.stream(values()).map(DistanceType::key).toList()));
  }

  boolean needsAxis() {
    return this != L1 && this != L2;
  }

  boolean needsDistributions() {
    return this == KL_DIVERGENCE || this == JENSEN_SHANNON_DIVERGENCE;
  }
}
