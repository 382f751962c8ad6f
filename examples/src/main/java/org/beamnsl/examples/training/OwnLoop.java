package org.beamnsl.examples.training;

import java.util.Map;
import org.beamnsl.trainer.attack.AdversarialNeighbor;
import org.beamnsl.trainer.attack.AttackConfig;
import org.beamnsl.trainer.attack.InputGradients;
import org.beamnsl.trainer.model.Derivatives;
import org.beamnsl.trainer.regularize.DistanceConfig;
import org.beamnsl.trainer.regularize.DistanceType;
import org.beamnsl.trainer.regularize.PairwiseDistance;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The functions below the wrappers, in a training loop of one's own: a linear model x · w with
 * squared error, moved examples that raise it, and the distance of their outputs as a neighbour
 * loss.
 */
public final class OwnLoop {

  private final Ops tf;
  private final Operand<TFloat32> weights;

  private OwnLoop(Ops tf, float[][] start) {
    this.tf = tf;
    this.weights = tf.variable(tf.constant(start));
  }

  /** Takes descent steps and returns the loss before each of them. */
  public static float[] run(float[][] x, float[][] y, int steps) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      OwnLoop loop = new OwnLoop(tf, new float[x[0].length][1]);
      Operand<TFloat32> loss = loop.loss(tf.constant(x), tf.constant(y));
      Operand<TFloat32> gradient =
          Derivatives.of(tf, loss, Map.of("w", loop.weights)).values().iterator().next();
      // The new weights must wait until the loss has been read.
      Ops after = tf.withControlDependencies(loss, gradient);
      var step = after.train.applyGradientDescent(loop.weights, tf.constant(0.1f), gradient);
      float[] losses = new float[steps];
      try (Session session = new Session(graph)) {
        for (int i = 0; i < steps; i++) {
          try (Result result = session.runner().fetch(loss).addTarget(step).run()) {
            losses[i] = ((TFloat32) result.get(0)).getFloat();
          }
        }
      }
      return losses;
    }
  }

  private Operand<TFloat32> loss(Operand<TFloat32> x, Operand<TFloat32> y) {
    Map<String, Operand<?>> features = Map.of("x", x);
    Operand<TFloat32> supervised = squaredError(x, y);
    Map<String, Operand<?>> moved =
        new AdversarialNeighbor(tf, AttackConfig.defaults().withStepSize(0.1))
            .oneStep(features, InputGradients.of(tf, supervised, features));
    @SuppressWarnings("unchecked")
    Operand<TFloat32> neighbors = (Operand<TFloat32>) moved.values().iterator().next();
    Operand<TFloat32> distance =
        new PairwiseDistance(tf, DistanceConfig.of(DistanceType.L2))
            .of(output(x), output(neighbors));
    return tf.math.add(supervised, tf.math.mul(distance, tf.constant(0.2f)));
  }

  private Operand<TFloat32> output(Operand<TFloat32> x) {
    return tf.linalg.matMul(x, weights);
  }

  private Operand<TFloat32> squaredError(Operand<TFloat32> x, Operand<TFloat32> y) {
    return tf.math.mean(tf.math.square(tf.math.sub(output(x), y)), tf.constant(new int[] {0, 1}));
  }
}
