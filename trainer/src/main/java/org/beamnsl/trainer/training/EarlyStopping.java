package org.beamnsl.trainer.training;

import org.beamnsl.core.failure.NslException;

/**
 * Stops a fit when a number has not improved for some epochs.
 *
 * @param monitor name in the history, for example {@code val_loss} or {@code val_accuracy}
 * @param maximize whether larger is better
 * @param patience epochs without improvement that are tolerated
 * @param restoreBest whether the weights of the best epoch are put back at the end
 */
public record EarlyStopping(String monitor, boolean maximize, int patience, boolean restoreBest) {

  public EarlyStopping {
    if (patience < 0) {
      throw NslException.usage("patience must be 0 or more, not " + patience);
    }
  }

  boolean improves(double value, double best) {
    return maximize ? value > best : value < best;
  }

  double worst() {
    return maximize ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }
}
