package org.beamnsl.trainer.command;

import java.util.List;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagBounds;
import org.jspecify.annotations.Nullable;

/** Flags of {@code evaluate}. */
public record EvaluateOptions(
    @Flag(
            value =
                "models to evaluate: artifacts of 'train' or saved-model folders, each as path or"
                    + " name=path; feature:<name> stands for the numbers of a feature, to compare"
                    + " embeddings with",
            required = true,
            kind = Flag.Kind.INPUT)
        List<String> models,
    @Flag(
            value = "examples to evaluate on; of an artifact with splits its split 'test'",
            required = true,
            kind = Flag.Kind.INPUT)
        String examples,
    @Flag(
            value =
                "labelled examples whose nearest ones classify, for models that give embeddings",
            kind = Flag.Kind.INPUT)
        @Nullable String reference,
    @Flag(value = "how many of the nearest vote, by their cosine, at least 1", defaultValue = "5")
        int nearest,
    OutputFlags destination,
    @Flag(
            value =
                "integer feature with the label; of models with an output for this label that one"
                    + " answers, else the main one",
            defaultValue = "label")
        String labelFeature,
    @Flag(
            "features by whose values metrics are split, such as label or NL_num_nbrs; numbers of"
                + " more than 15 different values are cut into 5 ranges of equally many examples")
        List<String> slices,
    RobustnessFlags robustness,
    ClipFlags clip,
    BlessingFlags blessing,
    InferenceFlags inference) {
  /** Refuses what cannot be. */
  public EvaluateOptions {
    FlagBounds.atLeast("nearest", nearest, 1);
  }
}
