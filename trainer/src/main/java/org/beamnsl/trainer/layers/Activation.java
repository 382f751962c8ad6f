package org.beamnsl.trainer.layers;

import java.util.Locale;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Elementwise functions (softmax: along the last axis) at the end of a layer. */
public enum Activation {
  LINEAR,
  RELU,
  TANH,
  SIGMOID,
  SOFTMAX,
  ELU,
  SOFTPLUS;

  /** The activation of this lower-case Keras name. */
  public static Activation named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Whether a larger number never has a smaller value: so for all that look at numbers alone. */
  boolean neverFalls() {
    return this != SOFTMAX;
  }

  /** Applies the function. */
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> input) {
    return switch (this) {
      case LINEAR -> input;
      case RELU -> tf.nn.relu(input);
      case TANH -> tf.math.tanh(input);
      case SIGMOID -> tf.math.sigmoid(input);
      case SOFTMAX -> tf.nn.softmax(input);
      case ELU -> tf.nn.elu(input);
      case SOFTPLUS -> tf.math.softplus(input);
    };
  }
}
