package org.beamnsl.trainer.command;

import java.util.List;
import java.util.Map;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.reading.FeatureSpec;

/**
 * Which features are vectors of mostly zeros, such as counts of words, that a perceptron need not
 * multiply. Depends on the data and the settings alone, not on where the data are kept.
 */
final class MostlyZeros {
  /**
   * Share of numbers other than 0 up to which passing over the zeros pays: a number alone costs
   * several times what it costs in a row of numbers.
   */
  private static final double HIGHEST_DENSITY = 1 / 16.0;

  private MostlyZeros() {}

  /**
   * The features as the model reads them.
   *
   * @param densities share of numbers other than 0 in each vector of numbers
   */
  static List<Input> inputs(
      TrainOptions options, List<FeatureSpec> features, Map<String, Double> densities) {
    return features.stream()
        .map(
            spec ->
                isReadByDense(options, features)
                        && densities.getOrDefault(spec.name(), 1.0) <= HIGHEST_DENSITY
                    ? spec.input().ofMostlyZeros()
                    : spec.input())
        .toList();
  }

  /** Whether the first layer is a dense one over the one feature, which no attack moves. */
  private static boolean isReadByDense(TrainOptions options, List<FeatureSpec> features) {
    return features.size() == 1
        && features.get(0).shape().length == 1
        && options.architecture().model() == ModelFlags.ModelKind.MLP
        && options.architecture().featureScale() == 1
        && options.own().ownModel() == null
        && options.own().ownRegularizers().isEmpty()
        && (options.regularization() == TrainOptions.Regularization.NONE
            || options.regularization() == TrainOptions.Regularization.GRAPH);
  }

  /** The data with such features kept without their zeros. */
  static InMemoryDataset without(InMemoryDataset data, List<Input> inputs) {
    InMemoryDataset sparse = data;
    for (Input input : inputs) {
      if (input.mostlyZeros()) {
        sparse = sparse.withSparse(input.name());
      }
    }
    return sparse;
  }
}
