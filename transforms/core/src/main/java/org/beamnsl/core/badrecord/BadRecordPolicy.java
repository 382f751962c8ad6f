package org.beamnsl.core.badrecord;

import java.util.List;
import java.util.Locale;
import org.beamnsl.core.failure.NslException;

/**
 * How many bad records a stage tolerates.
 *
 * @param maxBadFraction largest allowed share of bad records among all that were read, in [0, 1]
 */
public record BadRecordPolicy(double maxBadFraction) {
  /** Checks the range of the share. */
  public BadRecordPolicy {
    if (!(maxBadFraction >= 0 && maxBadFraction <= 1)) {
      throw NslException.usage(
          "--maxBadFraction=" + maxBadFraction + ": expected a number between 0 and 1");
    }
  }

  /**
   * Checks a stage's outcome.
   *
   * @param bad number of bad records
   * @param total number of records read, the bad ones included
   * @param examples some of the bad records, for the message
   * @throws NslException (65) when the share of bad records is over the limit
   */
  public void check(long bad, long total, List<BadRecord> examples) {
    if (bad == 0 || bad <= maxBadFraction * total) {
      return;
    }
    String first = examples.isEmpty() ? "" : "; the first: " + examples.get(0);
    throw NslException.badData(
        String.format(
            Locale.ROOT,
            "%d of %d records are bad, more than --maxBadFraction=%s allows%s",
            bad,
            total,
            maxBadFraction,
            first));
  }
}
