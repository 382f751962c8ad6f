package org.beamnsl.trainer.attack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.model.RandomStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.SwitchCond;
import org.tensorflow.types.TFloat32;

/**
 * Moves examples so that their loss rises. One step from x_t with original x_0, per example and
 * jointly over all features that can be moved: g = ∂loss/∂x_t (components that are not finite
 * become 0); g ← g · mask; d = the steepest direction of unit norm; p = stepSize · d + (x_t − x_0),
 * projected onto the ball if there is one; x_{t+1} = clip(x_0 + p).
 *
 * <p>The perturbation p is a constant to differentiation: no second derivative is ever taken, while
 * gradients still flow through x_0. Integer features and features the loss does not depend on stay
 * as they are. A loss whose gradient per example is shorter than 1e-6 moves it by less than a full
 * step.
 */
public final class AdversarialNeighbor {

  /**
   * The loss at other feature values; the batch's labels and weights are those of the originals.
   */
  @FunctionalInterface
  public interface LossAt {
    /** Builds another forward pass and its loss, a scalar. */
    Operand<TFloat32> loss(Map<String, Operand<?>> features);
  }

  private final Ops tf;
  private final AttackConfig config;
  private final NormBall ball;

  /** Attacks as configured. */
  public AdversarialNeighbor(Ops tf, AttackConfig config) {
    this.tf = tf;
    this.config = config;
    this.ball = new NormBall(tf, config.norm());
  }

  /**
   * One step from the examples themselves, without further passes.
   *
   * @param gradients at the originals, as from {@link InputGradients#of}
   */
  public Map<String, Operand<?>> oneStep(
      Map<String, Operand<?>> features, Map<String, Operand<TFloat32>> gradients) {
    if (config.iterations() > 1 || config.randomStart()) {
      throw NslException.usage(
          "several iterations or a random start need the loss at other points, not only a gradient");
    }
    return step(features, features, gradients);
  }

  /**
   * All configured steps.
   *
   * @param gradients at the originals; unused with a random start
   * @param lossAt called once per further step
   * @param random for the random start
   */
  public Map<String, Operand<?>> allSteps(
      Map<String, Operand<?>> features,
      Map<String, Operand<TFloat32>> gradients,
      LossAt lossAt,
      RandomStream random) {
    Map<String, Operand<?>> moved = features;
    int remaining = config.iterations();
    if (config.randomStart()) {
      moved = randomStart(features, gradients, random);
    } else {
      moved = step(features, features, gradients);
      remaining--;
    }
    for (int i = 0; i < remaining; i++) {
      Operand<TFloat32> loss = lossAt.loss(moved);
      moved = step(features, moved, InputGradients.of(tf, loss, moved));
    }
    return moved;
  }

  private Map<String, Operand<?>> randomStart(
      Map<String, Operand<?>> features,
      Map<String, Operand<TFloat32>> gradients,
      RandomStream random) {
    Map<String, Operand<TFloat32>> movable = InputGradients.perturbable(features);
    movable.keySet().retainAll(gradients.keySet());
    float radius = (float) config.epsilon().orElse(config.stepSize());
    return moveTo(features, masked(ball.random(random, movable, radius)));
  }

  private Map<String, Operand<?>> step(
      Map<String, Operand<?>> originals,
      Map<String, Operand<?>> current,
      Map<String, Operand<TFloat32>> gradients) {
    Map<String, Operand<TFloat32>> slopes = new LinkedHashMap<>();
    gradients.forEach((name, gradient) -> slopes.put(name, finite(gradient)));
    Map<String, Operand<TFloat32>> perturbation = new LinkedHashMap<>();
    ball.steepest(masked(slopes))
        .forEach(
            (name, direction) ->
                perturbation.put(
                    name,
                    displaced(
                        originals,
                        current,
                        name,
                        tf.math.mul(direction, tf.constant(config.stepSize())))));
    Map<String, Operand<TFloat32>> kept =
        config.epsilon().isPresent()
            ? ball.project(perturbation, (float) config.epsilon().getAsDouble())
            : perturbation;
    return moveTo(originals, kept);
  }

  /** A step on top of the way so far, of which there is none at the originals. */
  @SuppressWarnings("unchecked")
  private Operand<TFloat32> displaced(
      Map<String, Operand<?>> originals,
      Map<String, Operand<?>> current,
      String name,
      Operand<TFloat32> step) {
    Operand<TFloat32> here = (Operand<TFloat32>) current.get(name);
    Operand<TFloat32> start = (Operand<TFloat32>) originals.get(name);
    return here == start ? step : tf.math.add(step, tf.math.sub(here, start));
  }

  private Map<String, Operand<?>> moveTo(
      Map<String, Operand<?>> originals, Map<String, Operand<TFloat32>> perturbation) {
    Map<String, Operand<?>> moved = new LinkedHashMap<>(originals);
    perturbation.forEach(
        (name, move) -> {
          @SuppressWarnings("unchecked")
          Operand<TFloat32> start = (Operand<TFloat32>) originals.get(name);
          moved.put(name, clip(name, tf.math.add(start, tf.stopGradient(move))));
        });
    return moved;
  }

  private Operand<TFloat32> clip(String name, Operand<TFloat32> value) {
    Operand<TFloat32> clipped = value;
    Optional<FeatureValues.Constant> min = config.clipMin().find(name);
    Optional<FeatureValues.Constant> max = config.clipMax().find(name);
    if (min.isPresent()) {
      clipped = tf.math.maximum(clipped, min.get().operand(tf));
    }
    if (max.isPresent()) {
      clipped = tf.math.minimum(clipped, max.get().operand(tf));
    }
    return clipped;
  }

  private Map<String, Operand<TFloat32>> masked(Map<String, Operand<TFloat32>> values) {
    Map<String, Operand<TFloat32>> masked = new LinkedHashMap<>();
    values.forEach((name, value) -> masked.put(name, config.mask().times(tf, name, value)));
    return masked;
  }

  /**
   * The gradient with 0 in place of what is not finite. Nearly always all of it is, which a sum of
   * squares tells at a fraction of the price of looking at every component; a sum that overflows
   * only takes the longer way to the same result.
   */
  private Operand<TFloat32> finite(Operand<TFloat32> gradient) {
    SwitchCond<TFloat32> way = tf.switchCond(gradient, tf.math.isFinite(tf.nn.l2Loss(gradient)));
    Operand<TFloat32> doubtful = way.outputFalse();
    Operand<TFloat32> mended =
        tf.select(tf.math.isFinite(doubtful), doubtful, tf.zerosLike(doubtful));
    return tf.merge(List.of(way.outputTrue(), mended)).output();
  }
}
