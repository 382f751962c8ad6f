package org.beamnsl.core.example;

/**
 * A record that cannot be used, with the reason in words that follow "record at byte n: ".
 *
 * <p>It carries no stack trace: millions may be counted in one run.
 */
public final class BadExampleException extends Exception {
  /** A record that is unusable for this reason. */
  public BadExampleException(String reason) {
    super(reason, null, false, false);
  }

  /** Why the record is unusable. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
