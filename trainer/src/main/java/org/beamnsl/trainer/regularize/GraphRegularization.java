package org.beamnsl.trainer.regularize;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.loss.Reduction;
import org.beamnsl.trainer.model.Input;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Keeps a model's outputs for an example and its neighbours in the graph close: the same network
 * runs on the neighbours, and their weighted distance from the example is added to the loss.
 * Gradients flow through both sides.
 *
 * <p>With a target the network does not run on the neighbours: a feature that was packed for them,
 * such as an embedding of an earlier model, is what the example's layer should be close to. A step
 * then costs what it costs without neighbours, whatever their number.
 *
 * @param neighbors per example, 0 switches it off
 * @param layers names of the outputs or layers to compare, whose distances are added; empty for the
 *     main output; exactly one of them with a target
 * @param target the neighbours' feature to be close to, of the layer's shape
 */
public record GraphRegularization(
    int neighbors,
    Multiplier multiplier,
    DistanceConfig distance,
    List<String> layers,
    Optional<Input> target)
    implements Regularizer {

  public GraphRegularization {
    layers = List.copyOf(layers);
    if (neighbors < 0) {
      throw NslException.usage("neighbors must be 0 or more, not " + neighbors);
    }
    if (target.isPresent() && layers.size() > 1) {
      throw NslException.usage(
          "one target cannot be compared with several layers, " + String.join(", ", layers));
    }
    if (distance.reduction() == Reduction.NONE) {
      throw NslException.usage("a graph loss must be reduced; reduction none is not possible");
    }
  }

  /** That many neighbours, multiplier 0.01, default distance on the main output. */
  public static GraphRegularization of(int neighbors) {
    return new GraphRegularization(
        neighbors,
        Multiplier.constant(0.01),
        DistanceConfig.defaults(),
        List.of(),
        Optional.empty());
  }

  public GraphRegularization withMultiplier(double value) {
    return withMultiplier(Multiplier.constant(value));
  }

  public GraphRegularization withMultiplier(Multiplier schedule) {
    return new GraphRegularization(neighbors, schedule, distance, layers, target);
  }

  public GraphRegularization withDistance(DistanceConfig config) {
    return new GraphRegularization(neighbors, multiplier, config, layers, target);
  }

  /** Summed over the last axis, averaged over the existing neighbours. */
  public GraphRegularization withDistance(DistanceType type) {
    return withDistance(DistanceConfig.of(type));
  }

  /** Compares these layers instead of the main output. */
  public GraphRegularization onLayers(String... names) {
    return new GraphRegularization(neighbors, multiplier, distance, List.of(names), target);
  }

  /** Compares with this feature of the neighbours instead of what the network makes of them. */
  public GraphRegularization withTarget(Input feature) {
    return new GraphRegularization(neighbors, multiplier, distance, layers, Optional.of(feature));
  }

  @Override
  public List<Input> neighborInputs(List<Input> own) {
    return target.map(List::of).orElse(own);
  }

  @Override
  public String name() {
    return "graph_loss";
  }

  @Override
  public boolean differentiatesByInputs() {
    return false;
  }

  @Override
  public Operand<TFloat32> loss(Step step) {
    Ops tf = step.tf();
    if (step.neighborhood().isEmpty()) {
      return tf.constant(0f);
    }
    Step.Neighborhood near = step.neighborhood().get();
    if (target.isPresent()) {
      String layer = layers.isEmpty() ? "" : layers.get(0);
      return distance(tf, output(step.clean(), layer), stored(target.get(), near), near);
    }
    Forward neighborPass = step.forward(near.features());
    Operand<TFloat32> total = tf.constant(0f);
    for (String layer : layers.isEmpty() ? List.of("") : layers) {
      Operand<TFloat32> distance =
          distance(tf, output(step.clean(), layer), output(neighborPass, layer), near);
      total = tf.math.add(total, distance);
    }
    return total;
  }

  private static Operand<TFloat32> output(Forward pass, String layer) {
    return layer.isEmpty() ? pass.main() : pass.named(layer);
  }

  @SuppressWarnings("unchecked")
  private static Operand<TFloat32> stored(Input target, Step.Neighborhood near) {
    return (Operand<TFloat32>) Objects.requireNonNull(near.features().get(target.name()));
  }

  private Operand<TFloat32> distance(
      Ops tf,
      Operand<TFloat32> samples,
      Operand<TFloat32> neighborOutputs,
      Step.Neighborhood near) {
    requireLike(samples.shape(), neighborOutputs.shape());
    Operand<TFloat32> replicated = tf.gather(samples, near.owners(), tf.constant(0));
    int rank = samples.shape().numDimensions();
    int[] column = new int[rank];
    java.util.Arrays.fill(column, 1);
    column[0] = -1;
    Operand<TFloat32> weights = tf.reshape(near.weights(), tf.constant(column));
    Operand<TFloat32> loss =
        new PairwiseDistance(tf, distance).of(replicated, neighborOutputs, weights);
    if (distance.reduction() != Reduction.SUM_OVER_BATCH_SIZE) {
      return loss;
    }
    // The only reduction that counts padding: scale from rows present to rows configured.
    Operand<TFloat32> present = tf.dtypes.cast(tf.size(near.owners()), TFloat32.class);
    return tf.math.mul(loss, tf.math.div(present, near.padded()));
  }

  private static void requireLike(Shape layer, Shape stored) {
    if (!layer.isCompatibleWith(stored)) {
      throw NslException.badData(
          "neighbours have values of shape "
              + stored.tail()
              + " each, the layer to keep close to them has "
              + layer.tail());
    }
  }
}
