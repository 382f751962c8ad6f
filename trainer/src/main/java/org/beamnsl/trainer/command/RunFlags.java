package org.beamnsl.trainer.command;

import java.util.Optional;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagBounds;
import org.beamnsl.trainer.training.CheckpointConfig;
import org.jspecify.annotations.Nullable;

/** How a training runs, and what it leaves beside the model. */
record RunFlags(
    @Flag(value = "threads of TensorFlow; results repeat for the same number", defaultValue = "2")
        int threads,
    @Flag(
            value = "folder for checkpoints, one subfolder per seed; a run that finds some resumes",
            kind = Flag.Kind.VOLATILE)
        @Nullable String checkpoints,
    @Flag(value = "steps between checkpoints", defaultValue = "1000", kind = Flag.Kind.VOLATILE)
        long checkpointEvery,
    @Flag(
            value = "folder for TensorBoard event files, one subfolder per seed",
            kind = Flag.Kind.VOLATILE)
        @Nullable String tensorboard) {
  RunFlags {
    FlagBounds.atLeast("threads", threads, 1);
  }

  /**
   * Where the state of one seed is kept, if it is.
   *
   * @param dataDigest of everything that is read, by which a checkpoint knows its data
   */
  Optional<CheckpointConfig> checkpoint(long seed, String dataDigest) {
    return Optional.ofNullable(checkpoints)
        .map(
            folder ->
                CheckpointConfig.in(LocalFolders.of("checkpoints", folder).resolve("seed-" + seed))
                    .withEverySteps(checkpointEvery)
                    .withData(dataDigest));
  }
}
