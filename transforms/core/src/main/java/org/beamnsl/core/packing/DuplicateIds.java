package org.beamnsl.core.packing;

/** What happens when several records of one role have the same id. */
public enum DuplicateIds {
  /** The stage fails and names them. */
  FAIL,
  /** The record that was read last counts. */
  LAST
}
