package org.beamnsl.trainer.training;

import java.util.List;
import java.util.Map;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.loss.Loss;
import org.beamnsl.trainer.loss.Metric;

/**
 * How a model is trained.
 *
 * @param targets losses per output, in the order of reporting
 * @param sampleWeight feature with a weight per example; empty for none. Losses are Σ weight · loss
 *     / number of labelled examples, so weights are not divided out
 * @param classWeights factor per integer label; labels not named have 1
 * @param seed of initial weights, dropout and everything random in a step
 * @param threads TensorFlow may use, small batches of perceptrons one of them; results repeat bit
 *     by bit for the same number
 */
public record CompileConfig(
    Optimizer optimizer,
    List<Target> targets,
    String sampleWeight,
    Map<Integer, Double> classWeights,
    GradientClip clip,
    long seed,
    int threads) {

  public CompileConfig {
    targets = List.copyOf(targets);
    classWeights = Map.copyOf(classWeights);
    if (threads < 1) {
      throw NslException.usage("threads must be at least 1, not " + threads);
    }
  }

  /** The main output against the feature {@code label}, seed 42, 2 threads. */
  public static CompileConfig of(Optimizer optimizer, Loss loss, Metric... metrics) {
    return new CompileConfig(
        optimizer,
        List.of(Target.of("label", loss, metrics)),
        "",
        Map.of(),
        GradientClip.none(),
        42,
        2);
  }

  public CompileConfig withTargets(Target... others) {
    return new CompileConfig(
        optimizer, List.of(others), sampleWeight, classWeights, clip, seed, threads);
  }

  public CompileConfig withSampleWeight(String feature) {
    return new CompileConfig(optimizer, targets, feature, classWeights, clip, seed, threads);
  }

  public CompileConfig withClassWeights(Map<Integer, Double> weights) {
    return new CompileConfig(optimizer, targets, sampleWeight, weights, clip, seed, threads);
  }

  public CompileConfig withClip(GradientClip limits) {
    return new CompileConfig(optimizer, targets, sampleWeight, classWeights, limits, seed, threads);
  }

  public CompileConfig withSeed(long other) {
    return new CompileConfig(optimizer, targets, sampleWeight, classWeights, clip, other, threads);
  }

  public CompileConfig withThreads(int number) {
    return new CompileConfig(optimizer, targets, sampleWeight, classWeights, clip, seed, number);
  }
}
