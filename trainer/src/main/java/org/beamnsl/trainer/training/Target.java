package org.beamnsl.trainer.training;

import java.util.List;
import org.beamnsl.trainer.loss.Loss;
import org.beamnsl.trainer.loss.Metric;

/**
 * What one output is trained for.
 *
 * @param output name of the model's output; empty for the main one
 * @param label name of the label feature; its integer value −1 marks an example without label,
 *     which enters neither loss nor metrics
 * @param weight factor of this loss in the sum over all targets
 */
public record Target(String output, String label, Loss loss, double weight, List<Metric> metrics) {

  public Target {
    metrics = List.copyOf(metrics);
  }

  /** The main output against the feature {@code label}, weight 1. */
  public static Target of(String label, Loss loss, Metric... metrics) {
    return new Target("", label, loss, 1, List.of(metrics));
  }
}
