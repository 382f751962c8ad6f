package org.beamnsl.trainer.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.model.RandomStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TFloat32;

/**
 * Balls of one norm around each example. All functions take features by name, batch first, and
 * treat the features of an example as one long vector.
 */
public record NormBall(Ops tf, Norm norm) {

  /** Floor under norms that are divided by. */
  public static final float EPSILON = 1e-6f;

  /**
   * Scales every example to norm 1. L1 and infinity divide by max(norm, epsilon); L2 by √max(Σx²,
   * epsilon²), so zero stays zero.
   */
  public Map<String, Operand<TFloat32>> normalize(
      Map<String, Operand<TFloat32>> features, float epsilon) {
    Rows rows = new Rows(tf, features);
    return switch (norm) {
      case INFINITY -> rows.scaledBy(inverse(rows.maxAbs(), epsilon));
      case L1 -> rows.scaledBy(inverse(rows.sum(tf.math::abs), epsilon));
      case L2 -> rows.scaledBy(inverseRoot(rows, epsilon));
    };
  }

  /**
   * The d within the unit ball that makes Σ gradient · d largest. Infinity: the sign. L2: the
   * normalised gradient. L1: all of it on the largest component, shared equally between ties. Zero
   * stays zero.
   */
  public Map<String, Operand<TFloat32>> steepest(Map<String, Operand<TFloat32>> gradients) {
    Rows rows = new Rows(tf, gradients);
    if (gradients.isEmpty() || norm == Norm.INFINITY) {
      return rows.map(tf.math::sign);
    }
    if (norm == Norm.L2) {
      return rows.scaledBy(inverseRoot(rows, EPSILON));
    }
    Operand<TFloat32> largest = rows.maxAbs();
    Rows atTop =
        new Rows(
            tf,
            rows.map(
                gradient ->
                    tf.dtypes.cast(
                        tf.math.equal(tf.math.abs(gradient), rows.spread(largest, gradient)),
                        TFloat32.class)));
    Operand<TFloat32> share = tf.math.reciprocal(atTop.sum(value -> value));
    Map<String, Operand<TFloat32>> shares = atTop.scaledBy(share);
    shares.replaceAll((name, value) -> tf.math.mul(value, tf.math.sign(rows.features().get(name))));
    return shares;
  }

  /**
   * The nearest point of the ball of this radius. Infinity clamps, L2 shrinks, L1 soft-thresholds
   * (Duchi et al. 2008, "Efficient projections onto the ℓ1-ball"), which the original leaves out.
   */
  public Map<String, Operand<TFloat32>> project(
      Map<String, Operand<TFloat32>> perturbation, float radius) {
    Rows rows = new Rows(tf, perturbation);
    return switch (norm) {
      case INFINITY ->
          rows.map(value -> tf.clipByValue(value, tf.constant(-radius), tf.constant(radius)));
      case L2 ->
          rows.scaledBy(
              tf.math.minimum(
                  tf.constant(1f), tf.math.mul(tf.constant(radius), inverseRoot(rows, EPSILON))));
      case L1 -> {
        Operand<TFloat32> threshold = l1Threshold(rows, radius);
        yield rows.map(
            value ->
                tf.math.mul(
                    tf.math.sign(value),
                    tf.nn.relu(tf.math.sub(tf.math.abs(value), rows.spread(threshold, value)))));
      }
    };
  }

  /**
   * A point drawn uniformly from the ball of this radius in the joint space of all features. L2:
   * normal draws z times r / √(‖z‖² + e) with e exponential of mean 2; L1: Laplace draws times r /
   * (‖z‖₁ + e) with e exponential of mean 1 (Barthe et al. 2005).
   *
   * @param like features that give the shapes; all must count the same examples
   */
  public Map<String, Operand<TFloat32>> random(
      RandomStream random, Map<String, Operand<TFloat32>> like, float radius) {
    requireSameExamples(like);
    Rows rows = new Rows(tf, like);
    if (norm == Norm.INFINITY) {
      return rows.map(
          value ->
              tf.math.mul(
                  tf.math.sub(
                      tf.math.mul(random.uniform(tf, tf.shape(value)), tf.constant(2f)),
                      tf.constant(1f)),
                  tf.constant(radius)));
    }
    boolean euclidean = norm == Norm.L2;
    Rows draws =
        new Rows(
            tf,
            rows.map(
                value -> euclidean ? random.normal(tf, tf.shape(value)) : laplace(random, value)));
    draws = withShapesOf(draws, rows);
    Operand<TFloat32> length = draws.sum(euclidean ? tf.math::square : tf.math::abs);
    Operand<TFloat32> extra =
        tf.math.mul(exponential(random, tf.shape(length)), tf.constant(euclidean ? 2f : 1f));
    Operand<TFloat32> total = tf.math.add(length, extra);
    Operand<TFloat32> factor = euclidean ? tf.math.rsqrt(total) : tf.math.reciprocal(total);
    return draws.scaledBy(tf.math.mul(factor, tf.constant(radius)));
  }

  /** Random draws lose the static shape; rows need the rank back. */
  private Rows withShapesOf(Rows draws, Rows like) {
    draws
        .features()
        .replaceAll((name, value) -> tf.reshape(value, tf.shape(like.features().get(name))));
    return draws;
  }

  private Operand<TFloat32> laplace(RandomStream random, Operand<TFloat32> like) {
    return tf.math.sub(exponential(random, tf.shape(like)), exponential(random, tf.shape(like)));
  }

  private Operand<TFloat32> exponential(
      RandomStream random, Operand<org.tensorflow.types.TInt32> shape) {
    return tf.math.neg(tf.math.log(tf.math.sub(tf.constant(1f), random.uniform(tf, shape))));
  }

  private Operand<TFloat32> inverse(Operand<TFloat32> norms, float floor) {
    return tf.math.reciprocal(tf.math.maximum(norms, tf.constant(floor)));
  }

  private Operand<TFloat32> inverseRoot(Rows rows, float floor) {
    return tf.math.rsqrt(tf.math.maximum(rows.sum(tf.math::square), tf.constant(floor * floor)));
  }

  /** What every absolute value is lowered by, [B]; zero inside the ball. */
  private Operand<TFloat32> l1Threshold(Rows rows, float radius) {
    List<Operand<TFloat32>> flat = new ArrayList<>();
    int length = 0;
    for (Operand<TFloat32> feature : rows.features().values()) {
      int size = 1;
      for (int axis = 1; axis < feature.shape().numDimensions(); axis++) {
        size = Math.multiplyExact(size, Math.toIntExact(feature.shape().get(axis)));
      }
      length += size;
      flat.add(tf.math.abs(tf.reshape(feature, tf.array(-1, size))));
    }
    Operand<TFloat32> sorted =
        TopK.create(
                tf.scope(),
                flat.size() == 1 ? flat.get(0) : tf.concat(flat, tf.constant(1)),
                tf.constant(length),
                org.tensorflow.types.TInt32.class)
            .values();
    float[] ranks = new float[length];
    for (int i = 0; i < length; i++) {
      ranks[i] = i + 1;
    }
    Operand<TFloat32> excess =
        tf.math.sub(tf.math.cumsum(sorted, tf.constant(1)), tf.constant(radius));
    Operand<TFloat32> kept =
        tf.dtypes.cast(
            tf.math.greater(tf.math.mul(sorted, tf.constant(ranks)), excess), TFloat32.class);
    Operand<TFloat32> count = tf.reduceSum(kept, tf.constant(1), ReduceSum.keepDims(false));
    Operand<TFloat32> sum = tf.reduceSum(tf.math.mul(sorted, kept), tf.constant(1));
    return tf.nn.relu(tf.math.divNoNan(tf.math.sub(sum, tf.constant(radius)), count));
  }

  private static void requireSameExamples(Map<String, Operand<TFloat32>> features) {
    long examples = -1;
    for (Operand<TFloat32> feature : features.values()) {
      long here = feature.shape().get(0);
      if (examples >= 0 && here >= 0 && examples != here) {
        throw NslException.usage(
            "features count " + examples + " and " + here + " examples; they must agree");
      }
      examples = Math.max(examples, here);
    }
  }
}
