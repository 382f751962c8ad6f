package org.beamnsl.trainer.regularize;

import org.beamnsl.core.failure.NslException;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * Keeps outputs from collapsing into one point, which a neighbour loss alone would reward: the
 * variance and the covariance term of VICReg (Bardes, Ponce, LeCun, ICLR 2022). Over a batch of n
 * outputs z of d numbers with covariance C, divided by n − 1,
 *
 * <pre>1/d Σ_j max(0, 1 − √(C_jj + 0.0001)) + covariance · 1/d Σ_{i≠j} C_ij²</pre>
 *
 * so that every number keeps a standard deviation of at least 1 and says something of its own.
 * Needs no labels: together with a graph loss it learns embeddings.
 *
 * @param covariance weight of the covariance term, at least 0
 * @param layer the output or layer to keep apart, of shape [batch, d]; empty for the main output
 */
public record SpreadRegularization(Multiplier multiplier, double covariance, String layer)
    implements Regularizer {
  private static final float EPSILON = 1e-4f;

  public SpreadRegularization {
    if (!(covariance >= 0) || Double.isInfinite(covariance)) {
      throw NslException.usage("the covariance weight must be 0 or more, not " + covariance);
    }
  }

  /** This multiplier, a covariance weight of 0.04 as in the paper, on the main output. */
  public static SpreadRegularization of(double multiplier) {
    return new SpreadRegularization(Multiplier.constant(multiplier), 0.04, "");
  }

  public SpreadRegularization withMultiplier(Multiplier schedule) {
    return new SpreadRegularization(schedule, covariance, layer);
  }

  public SpreadRegularization withCovariance(double weight) {
    return new SpreadRegularization(multiplier, weight, layer);
  }

  /** Spreads this layer instead of the main output. */
  public SpreadRegularization onLayer(String name) {
    return new SpreadRegularization(multiplier, covariance, name);
  }

  @Override
  public String name() {
    return "spread_loss";
  }

  @Override
  public boolean differentiatesByInputs() {
    return false;
  }

  @Override
  public Operand<TFloat32> loss(Step step) {
    return of(step.tf(), layer.isEmpty() ? step.clean().main() : step.clean().named(layer));
  }

  /** The term for these outputs, [n, d], for loops of one's own. */
  public Operand<TFloat32> of(Ops tf, Operand<TFloat32> outputs) {
    if (outputs.shape().numDimensions() != 2) {
      throw NslException.usage(
          "only outputs of shape [batch, width] can be spread, not " + outputs.shape());
    }
    float width = outputs.shape().get(1);
    Operand<TFloat32> centred =
        tf.math.sub(outputs, tf.math.mean(outputs, tf.constant(0), Mean.keepDims(true)));
    Operand<TFloat32> rows =
        tf.dtypes.cast(tf.stridedSlice(tf.shape(outputs), Indices.at(0)), TFloat32.class);
    Operand<TFloat32> free = tf.math.maximum(tf.math.sub(rows, tf.constant(1f)), tf.constant(1f));
    Operand<TFloat32> variance =
        tf.math.div(tf.reduceSum(tf.math.square(centred), tf.constant(0)), free);
    Operand<TFloat32> deviation = tf.math.sqrt(tf.math.add(variance, tf.constant(EPSILON)));
    Operand<TFloat32> missing = tf.nn.relu(tf.math.sub(tf.constant(1f), deviation));
    Operand<TFloat32> spread = tf.reduceSum(missing, tf.constant(0));
    Operand<TFloat32> total = spread;
    if (covariance > 0) {
      Operand<TFloat32> matrix =
          tf.math.div(tf.linalg.matMul(centred, centred, MatMul.transposeA(true)), free);
      Operand<TFloat32> all = tf.reduceSum(tf.math.square(matrix), tf.constant(new int[] {0, 1}));
      Operand<TFloat32> diagonal = tf.reduceSum(tf.math.square(variance), tf.constant(0));
      total =
          tf.math.add(
              spread, tf.math.mul(tf.math.sub(all, diagonal), tf.constant((float) covariance)));
    }
    return tf.math.div(total, tf.constant(width));
  }
}
