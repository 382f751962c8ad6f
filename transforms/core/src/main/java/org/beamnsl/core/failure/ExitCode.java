package org.beamnsl.core.failure;

/** The exit codes of every command; the numbers above 63 are those of BSD's sysexits. */
public enum ExitCode {
  /** Finished, or everything was up to date. */
  DONE(0),
  /** Failed: also a drift stop, a loss that is not a number, and a lack of memory. */
  FAILED(1),
  /** The model was not blessed, so it was not pushed. */
  NOT_BLESSED(3),
  /** Unknown or missing flag, or a value outside its range. */
  USAGE(64),
  /** Bad records beyond the allowed share, or a file that cannot be what it claims to be. */
  BAD_DATA(65),
  /** An input does not exist. */
  NO_INPUT(66),
  /** The cluster cannot be reached or went away. */
  UNAVAILABLE(69),
  /** The output exists already, or cannot be written. */
  CANNOT_WRITE(73),
  /** Another run holds the lock. */
  LOCKED(75),
  /** Malformed YAML, an unknown key, or an optional module that is missing. */
  CONFIG(78),
  /** Interrupted from the keyboard. */
  INTERRUPTED(130);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  /** The process exit status. */
  public int status() {
    return status;
  }
}
