package org.beamnsl.core.failure;

/**
 * An exception whose message is one clear line for the person at the terminal already, although it
 * is no {@link NslException} because its callers handle its kind.
 */
public interface ExplainedFailure {
  /** The exit code of a command that lets it pass. */
  ExitCode exitCode();
}
