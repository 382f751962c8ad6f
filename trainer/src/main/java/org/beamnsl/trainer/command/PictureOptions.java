package org.beamnsl.trainer.command;

import java.util.List;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagBounds;
import org.beamnsl.trainer.attack.Norm;
import org.jspecify.annotations.Nullable;

/** Flags of {@code picture}. */
public record PictureOptions(
    @Flag(
            value =
                "models of images, each as path or name=path; of several seeds the first. The first"
                    + " model makes the attack",
            required = true,
            kind = Flag.Kind.INPUT)
        List<String> models,
    @Flag(
            value = "labelled images; of an artifact with splits its split 'test'",
            required = true,
            kind = Flag.Kind.INPUT)
        String examples,
    OutputFlags destination,
    @Flag(value = "integer feature with the label", defaultValue = "label") String labelFeature,
    @Flag(value = "bytes feature with the id", defaultValue = "id") String idFeature,
    @Flag(
            value =
                "file of class names, one a line; by default labels.txt of the artifact of the"
                    + " examples, else numbers",
            kind = Flag.Kind.INPUT)
        @Nullable String labelVocabulary,
    @Flag(
            value = "pictures of the sample and rows of attacked ones, at least 1",
            defaultValue = "6")
        int count,
    @Flag(
            "id of the image whose activations are drawn; by default the first that every model"
                + " takes for its label and that the attack turns for the first model")
        @Nullable String photo,
    @Flag(
            value =
                "filter of each convolution that is drawn large; -1 for the one that the attack"
                    + " changes most",
            defaultValue = "-1")
        int filter,
    @Flag(value = "norm of the attack", defaultValue = "infinity") Norm norm,
    @Flag(
            value = "length of the attack's step in units of the model's inputs, above 0",
            defaultValue = "0.1")
        double step,
    @Flag("further strengths at which the chosen image is drawn") List<Double> strengths,
    ClipFlags clip,
    @Flag(
            value = "whether a model is loaded that no manifest vouches for",
            defaultValue = "false",
            kind = Flag.Kind.VOLATILE)
        boolean allowUntrustedModel) {
  /** Refuses what cannot be. */
  public PictureOptions {
    FlagBounds.atLeast("count", count, 1);
  }
}
