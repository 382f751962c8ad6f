package org.beamnsl.trainer.layers;

import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.model.Initializers;
import org.beamnsl.trainer.model.Layer;
import org.beamnsl.trainer.model.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * activation(x · kernel + bias) along the last axis, [B, …, in] to [B, …, units]. Weights {@code
 * kernel} [in, units], Glorot uniform, and {@code bias} [units], zero.
 */
public record Dense(int units, Activation activation, String name) implements Layer {

  public Dense {
    if (units < 1) {
      throw NslException.usage("dense units must be at least 1, not " + units);
    }
  }

  /** A linear layer. */
  public static Dense of(int units) {
    return of(units, Activation.LINEAR);
  }

  /** A layer with an activation. */
  public static Dense of(int units, Activation activation) {
    return new Dense(units, activation, "");
  }

  /** This layer under a name of its own. */
  public Dense named(String layerName) {
    return new Dense(units, activation, layerName);
  }

  @Override
  public String kind() {
    return "dense";
  }

  @Override
  public boolean isPerExample() {
    return true;
  }

  @Override
  public Operand<TFloat32> call(Pass pass, String layer, Operand<?> input) {
    Ops tf = pass.tf();
    Operand<TFloat32> values = pass.floats(input);
    int in = Axes.size(layer, values, -1);
    Operand<TFloat32> kernel =
        pass.weight(layer + "/kernel", Initializers.glorotUniform(), in, units);
    Operand<TFloat32> bias = pass.weight(layer + "/bias", Initializers.constant(0), units);
    int rank = values.shape().numDimensions();
    if (rank == 2) {
      Operand<TFloat32> product =
          pass.sparse(input)
              .map(rows -> rows.times(tf, kernel))
              .orElseGet(() -> tf.linalg.matMul(values, kernel));
      return activation.apply(tf, tf.nn.biasAdd(product, bias));
    }
    Operand<TFloat32> rows = tf.reshape(values, tf.array(-1, in));
    Operand<TFloat32> product = tf.nn.biasAdd(tf.linalg.matMul(rows, kernel), bias);
    int[] shape = new int[rank];
    shape[0] = -1;
    for (int axis = 1; axis < rank - 1; axis++) {
      shape[axis] = Axes.size(layer, values, axis);
    }
    shape[rank - 1] = units;
    return activation.apply(tf, tf.reshape(product, tf.array(shape)));
  }
}
