package org.beamnsl.trainer.regularize;

import java.util.List;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.loss.Reduction;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Keeps a model's outputs for an example and its neighbours in the graph close: the same network
 * runs on the neighbours, and their weighted distance from the example is added to the loss.
 * Gradients flow through both sides.
 *
 * @param neighbors per example, 0 switches it off
 * @param layers names of the outputs or layers to compare, whose distances are added; empty for the
 *     main output
 */
public record GraphRegularization(
    int neighbors, Multiplier multiplier, DistanceConfig distance, List<String> layers)
    implements Regularizer {

  public GraphRegularization {
    layers = List.copyOf(layers);
    if (neighbors < 0) {
      throw NslException.usage("neighbors must be 0 or more, not " + neighbors);
    }
    if (distance.reduction() == Reduction.NONE) {
      throw NslException.usage("a graph loss must be reduced; reduction none is not possible");
    }
  }

  /** That many neighbours, multiplier 0.01, default distance on the main output. */
  public static GraphRegularization of(int neighbors) {
    return new GraphRegularization(
        neighbors, Multiplier.constant(0.01), DistanceConfig.defaults(), List.of());
  }

  public GraphRegularization withMultiplier(double value) {
    return withMultiplier(Multiplier.constant(value));
  }

  public GraphRegularization withMultiplier(Multiplier schedule) {
    return new GraphRegularization(neighbors, schedule, distance, layers);
  }

  public GraphRegularization withDistance(DistanceConfig config) {
    return new GraphRegularization(neighbors, multiplier, config, layers);
  }

  /** Summed over the last axis, averaged over the existing neighbours. */
  public GraphRegularization withDistance(DistanceType type) {
    return withDistance(DistanceConfig.of(type));
  }

  /** Compares these layers instead of the main output. */
  public GraphRegularization onLayers(String... names) {
    return new GraphRegularization(neighbors, multiplier, distance, List.of(names));
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
    Forward neighborPass = step.forward(near.features());
    Operand<TFloat32> total = tf.constant(0f);
    for (String layer : layers.isEmpty() ? List.of("") : layers) {
      Operand<TFloat32> distance =
          distance(
              tf,
              layer.isEmpty() ? step.clean().main() : step.clean().named(layer),
              layer.isEmpty() ? neighborPass.main() : neighborPass.named(layer),
              near);
      total = tf.math.add(total, distance);
    }
    return total;
  }

  private Operand<TFloat32> distance(
      Ops tf,
      Operand<TFloat32> samples,
      Operand<TFloat32> neighborOutputs,
      Step.Neighborhood near) {
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
}
