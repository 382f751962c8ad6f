package org.beamnsl.trainer.training;

import java.nio.file.Path;
import org.beamnsl.core.failure.NslException;

/**
 * When and where a fit is saved.
 *
 * @param everySteps steps between checkpoints; the end of a fit is saved as well
 * @param keep newest checkpoints that are kept, at least 1
 * @param resume whether a fit starts from the newest usable checkpoint in the directory
 * @param data what tells the data apart from others, such as their digest; a checkpoint made on
 *     other data is refused
 */
public record CheckpointConfig(
    Path directory, long everySteps, int keep, boolean resume, String data) {

  public CheckpointConfig {
    if (everySteps < 1 || keep < 1) {
      throw NslException.usage(
          "checkpoint every " + everySteps + " steps, keep " + keep + ": both must be at least 1");
    }
  }

  /** Every 1,000 steps, two are kept, a fit resumes. */
  public static CheckpointConfig in(Path directory) {
    return new CheckpointConfig(directory, 1000, 2, true, "");
  }

  public CheckpointConfig withEverySteps(long steps) {
    return new CheckpointConfig(directory, steps, keep, resume, data);
  }

  public CheckpointConfig withData(String digest) {
    return new CheckpointConfig(directory, everySteps, keep, resume, digest);
  }
}
