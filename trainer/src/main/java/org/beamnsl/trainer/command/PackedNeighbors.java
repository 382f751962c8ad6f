package org.beamnsl.trainer.command;

import java.util.List;
import java.util.Optional;
import org.beamnsl.core.command.Progress;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.data.PackedNames;
import org.beamnsl.trainer.reading.ExampleFiles;
import org.beamnsl.trainer.reading.FeatureInference;
import org.beamnsl.trainer.reading.FeatureSpec;
import org.jspecify.annotations.Nullable;

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
   * How the feature of neighbours that a layer is kept close to is read; nothing when no flag names
   * one. Its width is that of the first neighbour there is, wherever it stands.
   *
   * @throws NslException (65) when no neighbour has it
   */
  static Optional<FeatureSpec> target(TrainOptions options, List<InputFile> files) {
    @Nullable String name = options.graph().neighborTarget();
    if (name == null) {
      return Optional.empty();
    }
    String packed = PackedNames.standard(options.graph().neighbors()).feature(0, name);
    return Optional.of(
        FeatureInference.having("train", options.data().train(), packed, files)
            .dense(packed, new int[0])
            .named(name));
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
