package org.beamnsl.trainer.model;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * Random numbers that depend on a fed (seed, step) pair only, so that a resumed run draws what the
 * uninterrupted one would have drawn. Every request within a graph gets a stream of its own.
 */
public final class RandomStream {

  private final Operand<TInt64> seedAndStep;
  private long requests;

  /** Streams for a graph into which {@code seedAndStep}, two integers, is fed at every step. */
  public RandomStream(Operand<TInt64> seedAndStep) {
    this.seedAndStep = seedAndStep;
  }

  /** Uniform in [0, 1). Gradients stop here. */
  public Operand<TFloat32> uniform(Ops tf, Operand<TInt32> shape) {
    return tf.stopGradient(tf.random.statelessRandomUniform(shape, next(tf), TFloat32.class));
  }

  /** Standard normal. Gradients stop here. */
  public Operand<TFloat32> normal(Ops tf, Operand<TInt32> shape) {
    return tf.stopGradient(tf.random.statelessRandomNormal(shape, next(tf), TFloat32.class));
  }

  private Operand<? extends TNumber> next(Ops tf) {
    return tf.math.add(seedAndStep, tf.constant(new long[] {++requests * 0x9E3779B9L, 0}));
  }
}
