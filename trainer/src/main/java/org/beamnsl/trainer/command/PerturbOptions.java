package org.beamnsl.trainer.command;

import org.beamnsl.core.command.Flag;
import org.beamnsl.trainer.attack.Norm;
import org.jspecify.annotations.Nullable;

/** Flags of {@code perturb}. */
public record PerturbOptions(
    @Flag(
            value =
                "reference model: artifact of 'train' or saved-model folder; of several seeds the"
                    + " first",
            required = true,
            kind = Flag.Kind.INPUT)
        String model,
    @Flag(value = "labelled examples to move", required = true, kind = Flag.Kind.INPUT)
        String input,
    @Flag(value = "folder to write", required = true, kind = Flag.Kind.OUTPUT) String output,
    @Flag(
            value = "whether an existing output is replaced",
            defaultValue = "false",
            kind = Flag.Kind.VOLATILE)
        boolean overwrite,
    @Flag(value = "integer feature with the label", defaultValue = "label") String labelFeature,
    @Flag(value = "norm of the step and of the ball", defaultValue = "l2") Norm norm,
    @Flag(
            value = "length of one step in units of the model's inputs, above 0",
            defaultValue = "0.001")
        double step,
    @Flag("radius of the ball around the example; none by default") @Nullable Double epsilon,
    @Flag(value = "gradient steps, at least 1", defaultValue = "1") int iterations,
    @Flag("smallest legal feature value") @Nullable Double clipMin,
    @Flag("largest legal feature value") @Nullable Double clipMax,
    @Flag("class to move towards; by default away from the label") @Nullable Integer targetClass,
    @Flag(
            value = "whether a model is loaded that no manifest vouches for",
            defaultValue = "false",
            kind = Flag.Kind.VOLATILE)
        boolean allowUntrustedModel,
    @Flag(value = "examples per step, at least 1", defaultValue = "256", kind = Flag.Kind.VOLATILE)
        int batch) {}
