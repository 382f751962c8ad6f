package org.beamnsl.trainer.command;

import org.beamnsl.core.command.Progress;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.reading.ExampleFiles;

/** Whether examples carry the neighbours that graph regularization asks for. */
final class PackedNeighbors {
  private PackedNeighbors() {}

  /** Packing that had room for fewer neighbours is not what the flags mean. */
  private static void requirePacked(TrainOptions options) {
    String packed =
        ExampleFiles.artifact(options.data().train())
            .map(artifact -> artifact.manifest().options().getOrDefault("maxNeighbors", ""))
            .orElse("");
    if (packed.matches("[0-9]{1,9}") && Integer.parseInt(packed) < options.graph().neighbors()) {
      throw NslException.badData(
          String.format(
              "--neighbors=%d: --train=%s was packed with --maxNeighbors=%s; expected at least %d",
              options.graph().neighbors(),
              options.data().train(),
              packed,
              options.graph().neighbors()));
    }
  }

  /**
   * Notes data with fewer neighbours than asked for, and refuses data that cannot have more.
   *
   * @throws NslException (65) for examples without packed neighbours, or packed for fewer
   */
  static void check(TrainOptions options, InMemoryDataset data, Progress progress) {
    int[] offsets = data.neighbors().offsets();
    int most = 0;
    for (int row = 0; row + 1 < offsets.length; row++) {
      most = Math.max(most, offsets[row + 1] - offsets[row]);
    }
    if (most == 0) {
      throw NslException.badData(
          "--train="
              + options.data().train()
              + ": no example has a feature NL_nbr_0_weight; graph regularization needs packed"
              + " neighbours, which 'pack-nbrs' writes");
    }
    if (most < options.graph().neighbors()) {
      requirePacked(options);
      progress.note(
          String.format(
              "warning: --neighbors=%d, but no example has more than %d packed neighbours",
              options.graph().neighbors(), most));
    }
  }
}
