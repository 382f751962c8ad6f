package org.beamnsl.trainer.regularize;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.beamnsl.core.failure.NslException;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Weighted distance between the outputs of samples and of their neighbours, one row per pair.
 *
 * <p>With L2, an axis and the default reduction this is Σ w‖s − t‖² / #{pairs with w ≠ 0}: the mean
 * over the existing pairs, so a sample with three neighbours counts three times as much as one with
 * one.
 */
public record PairwiseDistance(Ops tf, DistanceConfig config) {

  /** Inside the logarithms of the divergences; not a clip. */
  private static final float LOG_EPSILON = 1e-7f;

  /** Floor under the squared length of a cosine's sides. */
  private static final float LENGTH_EPSILON = 1e-12f;

  /** How far from 1 the sum of a distribution may be. */
  private static final float SUM_TOLERANCE = 1e-6f;

  /** Distance with weight 1 for every pair. */
  public Operand<TFloat32> of(Operand<TFloat32> sources, Operand<TFloat32> targets) {
    return of(sources, targets, tf.constant(1f));
  }

  /**
   * Distance of every target from its source, reduced to a scalar unless the reduction is NONE.
   *
   * @param sources outputs of the samples, replicated to the rows of {@code targets}
   * @param weights a scalar, or of the same rank with every axis 1 or equal; 1 along the summed
   *     axis
   */
  public Operand<TFloat32> of(
      Operand<TFloat32> sources, Operand<TFloat32> targets, Operand<TFloat32> weights) {
    Operand<TFloat32> s = transformed(sources);
    Operand<TFloat32> t = transformed(targets);
    OptionalInt axis = checkedAxis(s.shape());
    Operand<TFloat32> losses = distances(s, t, axis);
    Operand<TFloat32> reduced = config.reduction().apply(tf, losses, weights);
    boolean elementwise = !config.type().needsAxis();
    if (axis.isEmpty() || !elementwise || !config.reduction().isAverage()) {
      return reduced;
    }
    requireOne(weights.shape(), axis.getAsInt());
    float size = s.shape().get(axis.getAsInt());
    return tf.math.mul(reduced, tf.constant(size));
  }

  /**
   * Distance of every neighbour from its sample.
   *
   * @param sources outputs of the samples, [B, …]
   * @param neighbors their neighbours' outputs: flat, [B · N, …], row b · N + i being neighbour i
   *     of sample b, or with an axis of their own, [B, N, …]
   * @param weights a scalar, or one per neighbour with the rank of {@code neighbors}
   */
  public Operand<TFloat32> toNeighbors(
      Operand<TFloat32> sources, Operand<TFloat32> neighbors, Operand<TFloat32> weights) {
    if (neighbors.shape().numDimensions() == sources.shape().numDimensions() + 1) {
      return of(tf.expandDims(sources, tf.constant(-2)), neighbors, weights);
    }
    long times = neighbors.shape().get(0) / sources.shape().get(0);
    return of(NeighborFeatures.replicate(tf, sources, Math.toIntExact(times)), neighbors, weights);
  }

  private Operand<TFloat32> distances(Operand<TFloat32> s, Operand<TFloat32> t, OptionalInt axis) {
    return switch (config.type()) {
      case L1 -> tf.math.abs(tf.math.sub(t, s));
      case L2 -> tf.math.square(tf.math.sub(t, s));
      case COSINE -> {
        Operand<TFloat32> product = tf.math.mul(unit(s, axis), unit(t, axis));
        yield tf.math.sub(tf.constant(1f), sum(product, axis));
      }
      case KL_DIVERGENCE -> kl(asDistribution(s, axis), asDistribution(t, axis), axis);
      case JENSEN_SHANNON_DIVERGENCE -> {
        Operand<TFloat32> p = asDistribution(s, axis);
        Operand<TFloat32> q = asDistribution(t, axis);
        Operand<TFloat32> middle = tf.math.mul(tf.math.add(p, q), tf.constant(0.5f));
        yield tf.math.mul(tf.math.add(kl(p, middle, axis), kl(q, middle, axis)), tf.constant(0.5f));
      }
    };
  }

  private Operand<TFloat32> kl(Operand<TFloat32> p, Operand<TFloat32> q, OptionalInt axis) {
    Operand<TFloat32> epsilon = tf.constant(LOG_EPSILON);
    Operand<TFloat32> logP = tf.math.log(tf.math.add(p, epsilon));
    Operand<TFloat32> logQ = tf.math.log(tf.math.add(q, epsilon));
    return sum(tf.math.sub(tf.math.mul(p, logP), tf.math.mul(p, logQ)), axis);
  }

  private Operand<TFloat32> unit(Operand<TFloat32> values, OptionalInt axis) {
    Operand<TFloat32> square = sum(tf.math.square(values), axis);
    return tf.math.mul(values, tf.math.rsqrt(tf.math.maximum(square, tf.constant(LENGTH_EPSILON))));
  }

  private Operand<TFloat32> sum(Operand<TFloat32> values, OptionalInt axis) {
    return tf.reduceSum(values, axis(axis), ReduceSum.keepDims(true));
  }

  private Operand<TInt32> axis(OptionalInt axis) {
    return tf.constant(axis.orElse(-1));
  }

  private Operand<TFloat32> transformed(Operand<TFloat32> values) {
    if (config.transform() == DistanceConfig.Transform.NONE) {
      return values;
    }
    int rank = values.shape().numDimensions();
    int axis = checkedAxis(values.shape()).orElse(rank - 1);
    if (axis == rank - 1) {
      return tf.nn.softmax(values);
    }
    Operand<TFloat32> largest =
        tf.stopGradient(tf.reduceMax(values, tf.constant(axis), ReduceMax.keepDims(true)));
    Operand<TFloat32> exp = tf.math.exp(tf.math.sub(values, largest));
    return tf.math.div(exp, sum(exp, OptionalInt.of(axis)));
  }

  /** The axis counted from the front. */
  private OptionalInt checkedAxis(Shape shape) {
    if (config.sumOverAxis().isEmpty()) {
      return OptionalInt.empty();
    }
    int axis = config.sumOverAxis().getAsInt();
    int rank = shape.numDimensions();
    if (axis < -rank || axis >= rank) {
      throw NslException.usage(
          "axis "
              + axis
              + " is outside ["
              + -rank
              + ", "
              + rank
              + ") for outputs of shape "
              + shape);
    }
    return OptionalInt.of(axis < 0 ? axis + rank : axis);
  }

  private static void requireOne(Shape weights, int axis) {
    if (weights.numDimensions() > 0 && weights.get(axis) != 1) {
      throw NslException.usage(
          "weights of shape " + weights + " must have size 1 along the summed axis " + axis);
    }
  }

  /** Stops the step when rows are negative or do not sum to 1; a softmax needs no check. */
  private Operand<TFloat32> asDistribution(Operand<TFloat32> values, OptionalInt axis) {
    if (config.transform() == DistanceConfig.Transform.SOFTMAX) {
      return values;
    }
    Operand<TFloat32> one = tf.constant(1f);
    List<Op> checks = new ArrayList<>();
    checks.add(
        require(tf.math.greaterEqual(values, tf.constant(0f)), "negative probability in ", values));
    Operand<TFloat32> error = tf.math.abs(tf.math.sub(sum(values, axis), one));
    checks.add(
        require(
            tf.math.lessEqual(error, tf.constant(2 * SUM_TOLERANCE)),
            "probabilities that do not sum to 1 in ",
            values));
    return tf.withControlDependencies(checks).identity(values);
  }

  private Op require(Operand<TBool> condition, String message, Operand<TFloat32> values) {
    int rank = values.shape().numDimensions();
    int[] axes = new int[rank];
    for (int i = 0; i < rank; i++) {
      axes[i] = i;
    }
    return tf.assertThat(
        tf.reduceAll(condition, tf.constant(axes)), List.of(tf.constant(message), values));
  }
}
