package org.beamnsl.trainer.reading;

import org.beamnsl.core.manifest.Sha256;

/**
 * A share of the examples, chosen by a hash of their ids: the same whatever the order of the files
 * and whatever other examples there are.
 *
 * @param share in [0, 1)
 */
public record HeldOut(double share, long seed) {
  private static final int HEX_DIGITS = 13;

  /** Nobody. */
  public static HeldOut none() {
    return new HeldOut(0, 0);
  }

  /** Whether the example of this id belongs to the share. */
  public boolean contains(String id) {
    if (share == 0) {
      return false;
    }
    Sha256 digest = new Sha256();
    digest.update("validation\0" + seed + "\0" + id);
    long bits = Long.parseLong(digest.hex().substring(0, HEX_DIGITS), 16);
    return bits / (double) (1L << (4 * HEX_DIGITS)) < share;
  }
}
