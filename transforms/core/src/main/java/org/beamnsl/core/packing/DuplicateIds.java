package org.beamnsl.core.packing;

import org.beamnsl.core.example.RepeatedIds;
import org.beamnsl.core.failure.NslException;

/** What happens when several records of one role have the same id. */
public enum DuplicateIds {
  /** The stage fails and names them. */
  FAIL,
  /** The record that was read last counts. */
  LAST;

  /**
   * Checks what all workers found.
   *
   * @throws NslException (65) when ids repeat and that is an error
   */
  public void check(RepeatedIds repeated) {
    if (this == FAIL && !repeated.isEmpty()) {
      throw NslException.badData(
          "duplicate ids in one role: "
              + repeated
              + "; --onDuplicateId=last keeps the record that was read last");
    }
  }
}
