package org.beamnsl.trainer.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beamnsl.trainer.attack.InputGradients;
import org.beamnsl.trainer.model.BaseModel;
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
  private final BaseModel base;
  private final Feeds feeds;
  private final Pass pass;
  private final Forward clean;
  private final Weights weights;
  private final boolean withNeighbors;
  private final Supervision supervision;
  private final Operand<TFloat32> supervised;
  private final Map<String, Operand<TFloat32>> inputGradients = new LinkedHashMap<>();
  private final Map<Weights.Variable, Operand<TFloat32>> weightGradients = new LinkedHashMap<>();
  private boolean derived;

  StepGraph(
      Ops tf,
      BaseModel base,
      Feeds feeds,
      Weights weights,
      Pass pass,
      List<Target> targets,
      boolean withNeighbors) {
    this(tf, base, feeds, weights, pass, withNeighbors, clean(base, pass, feeds), targets, null);
  }

  /** A second step over the same labels, for evaluation. */
  StepGraph(StepGraph other, Pass pass, boolean withNeighbors) {
    this(
        other.tf,
        other.base,
        other.feeds,
        other.weights,
        pass,
        withNeighbors,
        clean(other.base, pass, other.feeds),
        List.of(),
        other.supervision);
  }

  private StepGraph(
      Ops tf,
      BaseModel base,
      Feeds feeds,
      Weights weights,
      Pass pass,
      boolean withNeighbors,
      Forward clean,
      List<Target> targets,
      @org.jspecify.annotations.Nullable Supervision shared) {
    this.tf = tf;
    this.base = base;
    this.feeds = feeds;
    this.weights = weights;
    this.pass = pass;
    this.withNeighbors = withNeighbors;
    this.clean = clean;
    this.supervision =
        shared == null ? new Supervision(tf, feeds, targets, clean.outputs()) : shared;
    this.supervised = supervision.total(clean);
  }

  private static Forward clean(BaseModel base, Pass pass, Feeds feeds) {
    return new Forward(base.call(pass, feeds.features), pass);
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
    return feeds.features;
  }

  @Override
  public Forward clean() {
    return clean;
  }

  @Override
  public Forward forward(Map<String, Operand<?>> features) {
    Pass another = pass.again();
    return new Forward(base.call(another, features), another);
  }

  @Override
  public Operand<TFloat32> supervisedLoss(Forward forward) {
    return supervision.total(forward);
  }

  @Override
  public Optional<Neighborhood> neighborhood() {
    return feeds.neighborhood(withNeighbors);
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
    by.putAll(InputGradients.perturbable(feeds.features));
    if (pass.isTraining()) {
      weights.trainable().forEach(variable -> by.put(variable, variable.ref()));
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
    weights.trainable().forEach(variable -> by.put(variable, variable.ref()));
    return Derivatives.of(tf, loss, by);
  }
}
