package org.beamnsl.examples.training;

import static org.beamnsl.trainer.layers.Activation.RELU;

import java.nio.file.Path;
import java.util.Map;
import org.beamnsl.trainer.data.Dataset;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.layers.Dropout;
import org.beamnsl.trainer.loss.Metric;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Sequential;
import org.beamnsl.trainer.training.Adam;
import org.beamnsl.trainer.training.CompileConfig;
import org.beamnsl.trainer.training.FitConfig;
import org.beamnsl.trainer.training.Model;

/** Classifies papers by their words, without looking at citations. */
public final class PlainPapers {

  private PlainPapers() {}

  /** Trains on bags of 1,433 words, saves the model and returns what it is worth. */
  public static Map<String, Double> run(Dataset train, Dataset test, Path directory) {
    var base =
        Sequential.of(
            Input.ints("words", 1433),
            Dense.of(50, RELU),
            Dropout.of(0.5),
            Dense.of(50, RELU),
            Dropout.of(0.5),
            Dense.of(7));
    var model = Model.of(base);
    var loss = StandardLoss.sparseCategoricalCrossentropy().onLogits();
    try (var compiled = model.compile(CompileConfig.of(Adam.defaults(), loss, Metric.ACCURACY))) {
      compiled.fit(train, FitConfig.epochs(100).withBatch(128));
      compiled.save(directory);
      return compiled.evaluate(test);
    }
  }
}
