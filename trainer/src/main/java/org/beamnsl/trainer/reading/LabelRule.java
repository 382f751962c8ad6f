package org.beamnsl.trainer.reading;

import java.util.Optional;
import java.util.Set;

/**
 * Whose labels a training uses.
 *
 * @param only ids that keep their labels; absent for all
 * @param heldOut examples whose labels are kept for validation
 */
public record LabelRule(Optional<Set<String>> only, HeldOut heldOut) {

  /** Every label is used. */
  public static LabelRule all() {
    return new LabelRule(Optional.empty(), HeldOut.none());
  }

  /** Whether the label of an example takes part in training steps. */
  public boolean trains(String id, int label) {
    return known(id, label) && !heldOut.contains(id);
  }

  /** Whether the label of an example is kept for validation. */
  public boolean validates(String id, int label) {
    return known(id, label) && heldOut.contains(id);
  }

  private boolean known(String id, int label) {
    return label != Labels.UNLABELLED && only.map(ids -> ids.contains(id)).orElse(true);
  }
}
