package org.beamnsl.trainer.command;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.beamnsl.core.command.Flag;
import org.beamnsl.trainer.attack.Norm;
import org.beamnsl.trainer.evaluate.AttackPlan;
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
    OutputFlags destination,
    @Flag(value = "integer feature with the label", defaultValue = "label") String labelFeature,
    @Flag(value = "norm of the step and of the ball", defaultValue = "l2") Norm norm,
    @Flag(
            value = "length of one step in units of the model's inputs, above 0",
            defaultValue = "0.001")
        double step,
    @Flag("radius of the ball around the example; none by default") @Nullable Double epsilon,
    @Flag(value = "gradient steps, at least 1", defaultValue = "1") int iterations,
    ClipFlags clip,
    @Flag("class to move towards; by default away from the label") @Nullable Integer targetClass,
    InferenceFlags inference) {

  /** The attack that moves the examples. */
  AttackPlan attack() {
    return new AttackPlan(
        norm,
        step,
        epsilon == null ? OptionalDouble.empty() : OptionalDouble.of(epsilon),
        iterations,
        clip.least(),
        clip.most(),
        targetClass == null ? OptionalInt.empty() : OptionalInt.of(targetClass));
  }
}
