package org.beamnsl.trainer.training;

import org.beamnsl.core.failure.NslException;

/** Checks of learning rates. */
final class Rates {

  private Rates() {}

  static void requirePositive(String optimizer, double rate) {
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw NslException.usage(optimizer + "'s learning rate must be above 0, not " + rate);
    }
  }
}
