package org.beamnsl.core.lineage;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event in the life of a run.
 *
 * @param kind what happened
 * @param run the run; all its events have the same
 * @param job the name of what was run, the same in every run of it
 * @param parent the run that this one belongs to, as {@code namespace/job/run}; null for none
 * @param time when it happened
 * @param inputs what the run reads
 * @param outputs what it writes
 * @param failure why it failed; empty for other kinds
 */
public record RunEvent(
    Kind kind,
    UUID run,
    String job,
    @Nullable String parent,
    Instant time,
    List<DataPlace> inputs,
    List<DataPlace> outputs,
    String failure) {
  /** What happened to a run. */
  public enum Kind {
    /** It began. */
    START,
    /** It was handed to an engine and goes on without the command that began it. */
    RUNNING,
    /** It ended well. */
    COMPLETE,
    /** It ended otherwise. */
    FAIL
  }

  /** Copies the lists. */
  public RunEvent {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
