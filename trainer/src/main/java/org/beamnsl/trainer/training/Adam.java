package org.beamnsl.trainer.training;

import java.util.List;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.model.Weights;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ApplyAdam;
import org.tensorflow.types.TFloat32;

/**
 * Adam (Kingma and Ba) as in Keras: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − α √(1 −
 * β₂ᵗ)/(1 − β₁ᵗ) · m / (√v + ε).
 *
 * <p>The powers of β are advanced only after every weight was updated; advancing them earlier gives
 * some weights the power of the next step.
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon)
    implements Optimizer {

  public Adam {
    Rates.requirePositive("Adam", learningRate);
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
      throw NslException.usage("Adam's betas must be in [0, 1), not " + beta1 + ", " + beta2);
    }
  }

  /** Learning rate 0.001, β₁ 0.9, β₂ 0.999, ε 1e-7. */
  public static Adam defaults() {
    return of(0.001);
  }

  /** The default betas with this learning rate. */
  public static Adam of(double learningRate) {
    return new Adam(learningRate, 0.9, 0.999, 1e-7);
  }

  @Override
  public Op update(Updates updates, Weights.Variable weight, Operand<TFloat32> gradient) {
    Ops tf = updates.tf();
    return tf.train.applyAdam(
        weight.ref(),
        updates.slot(weight, "m", 0),
        updates.slot(weight, "v", 0),
        power1(updates),
        power2(updates),
        updates.learningRate(),
        tf.constant((float) beta1),
        tf.constant((float) beta2),
        tf.constant((float) epsilon),
        gradient,
        ApplyAdam.useLocking(true));
  }

  @Override
  public List<Op> finish(Updates updates, List<Op> applied) {
    Ops after = updates.tf().withControlDependencies(applied);
    return List.of(
        advance(after, power1(updates), (float) beta1),
        advance(after, power2(updates), (float) beta2));
  }

  private static Op advance(Ops after, Operand<TFloat32> power, float beta) {
    return after.assign(power, after.math.mul(power, after.constant(beta)));
  }

  private Operand<TFloat32> power1(Updates updates) {
    return updates.number("adam/beta1_power", (float) beta1);
  }

  private Operand<TFloat32> power2(Updates updates) {
    return updates.number("adam/beta2_power", (float) beta2);
  }
}
