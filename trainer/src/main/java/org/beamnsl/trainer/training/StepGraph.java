package org.beamnsl.trainer.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.beamnsl.trainer.attack.InputGradients;
import org.beamnsl.trainer.model.Derivatives;
import org.beamnsl.trainer.model.Pass;
import org.beamnsl.trainer.model.RandomStream;
import org.beamnsl.trainer.model.Weights;
import org.beamnsl.trainer.regularize.Forward;
import org.beamnsl.trainer.regularize.Step;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A step as regularizers see it. The gradients of the supervised loss by inputs and by weights come
 * from one backward pass, which an adversarial step then need not repeat.
 */
final class StepGraph implements Step {

  private final Ops tf;
  private final Engine engine;
  private final Pass pass;
  private final Forward clean;
  private final boolean withNeighbors;
  private final Supervision supervision;
  private final Operand<TFloat32> supervised;
  private final Map<String, Operand<TFloat32>> inputGradients = new LinkedHashMap<>();
  private final Map<Weights.Variable, Operand<TFloat32>> weightGradients = new LinkedHashMap<>();
  private boolean derived;

  /** The training step; it makes the label inputs. */
  StepGraph(Engine engine, Pass pass, boolean withNeighbors) {
    this.engine = engine;
    this.tf = engine.tf;
    this.pass = pass;
    this.withNeighbors = withNeighbors;
    this.clean = forward(pass, engine.feeds.features);
    this.supervision = new Supervision(tf, engine.feeds, engine.config.targets(), clean.outputs());
    this.supervised = supervision.total(clean);
  }

  /** A second step over the same labels, for inference. */
  StepGraph(StepGraph other, Pass pass, boolean withNeighbors) {
    this.engine = other.engine;
    this.tf = other.tf;
    this.pass = pass;
    this.withNeighbors = withNeighbors;
    this.clean = forward(pass, engine.feeds.features);
    this.supervision = other.supervision;
    this.supervised = supervision.total(clean);
  }

  @Override
  public Ops tf() {
    return tf;
  }

  @Override
  public RandomStream random() {
    return pass.random();
  }

  @Override
  public Map<String, Operand<?>> features() {
    return engine.feeds.features;
  }

  @Override
  public Forward clean() {
    return clean;
  }

  @Override
  public Forward forward(Map<String, Operand<?>> features) {
    return forward(pass.again(), features);
  }

  private Forward forward(Pass over, Map<String, Operand<?>> features) {
    return new Forward(engine.base().call(over, features), over);
  }

  @Override
  public Operand<TFloat32> supervisedLoss(Forward forward) {
    return supervision.total(forward);
  }

  @Override
  public Optional<Neighborhood> neighborhood() {
    return engine.feeds.neighborhood(withNeighbors);
  }

  @Override
  public Map<String, Operand<TFloat32>> inputGradients() {
    if (!derived) {
      derived = true;
      derive();
    }
    return inputGradients;
  }

  private void derive() {
    Map<Object, Operand<TFloat32>> by = new LinkedHashMap<>();
    by.putAll(InputGradients.perturbable(engine.feeds.features));
    if (pass.isTraining()) {
      engine.weights.trainable().forEach(variable -> by.put(variable, variable.ref()));
    }
    Derivatives.of(tf, supervised, by)
        .forEach(
            (key, gradient) -> {
              if (key instanceof Weights.Variable variable) {
                weightGradients.put(variable, gradient);
              } else {
                inputGradients.put((String) key, gradient);
              }
            });
  }

  Supervision supervision() {
    return supervision;
  }

  Operand<TFloat32> supervised() {
    return supervised;
  }

  /**
   * Gradients of supervised loss + {@code extra} by the weights that either depends on.
   *
   * @param extra sum of the scaled neighbour losses; empty without any
   */
  Map<Weights.Variable, Operand<TFloat32>> gradients(Optional<Operand<TFloat32>> extra) {
    if (!derived) {
      Operand<TFloat32> total =
          extra.<Operand<TFloat32>>map(e -> tf.math.add(supervised, e)).orElse(supervised);
      return derivatives(total);
    }
    Map<Weights.Variable, Operand<TFloat32>> sum = new LinkedHashMap<>(weightGradients);
    extra.ifPresent(
        e -> derivatives(e).forEach((variable, g) -> sum.merge(variable, g, tf.math::add)));
    return sum;
  }

  private Map<Weights.Variable, Operand<TFloat32>> derivatives(Operand<TFloat32> loss) {
    Map<Weights.Variable, Operand<TFloat32>> by = new LinkedHashMap<>();
    engine.weights.trainable().forEach(variable -> by.put(variable, variable.ref()));
    return Derivatives.of(tf, loss, by);
  }
}
