package org.beamnsl.examples.training;

import static org.beamnsl.trainer.layers.Activation.RELU;
import static org.beamnsl.trainer.layers.Activation.SOFTMAX;

import java.nio.file.Path;
import java.util.Map;
import org.beamnsl.trainer.data.Dataset;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.layers.Flatten;
import org.beamnsl.trainer.loss.Metric;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Sequential;
import org.beamnsl.trainer.training.Adam;
import org.beamnsl.trainer.training.CompileConfig;
import org.beamnsl.trainer.training.FitConfig;
import org.beamnsl.trainer.training.Model;

/** Classifies digits with a dense network: the program that the others extend. */
public final class PlainDigits {

  private PlainDigits() {}

  /** Trains on images called {@code feature}, saves the model and returns what it is worth. */
  public static Map<String, Double> run(Dataset train, Dataset test, Path directory) {
    var base =
        Sequential.of(
            Input.floats("feature", 28, 28),
            new Flatten(),
            Dense.of(128, RELU),
            Dense.of(10, SOFTMAX));
    var model = Model.of(base);
    var loss = StandardLoss.sparseCategoricalCrossentropy();
    try (var compiled = model.compile(CompileConfig.of(Adam.defaults(), loss, Metric.ACCURACY))) {
      compiled.fit(train, FitConfig.epochs(5));
      compiled.save(directory);
      return compiled.evaluate(test);
    }
  }
}
