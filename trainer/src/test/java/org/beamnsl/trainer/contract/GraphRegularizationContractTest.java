package org.beamnsl.trainer.contract;

import org.beamnsl.trainer.regularize.DistanceType;
import org.beamnsl.trainer.regularize.GraphRegularization;
import org.beamnsl.trainer.regularize.Regularizer;

final class GraphRegularizationContractTest extends RegularizerContract {
  @Override
  protected Regularizer regularizer() {
    return GraphRegularization.of(2)
        .withMultiplier(0.3)
        .withDistance(DistanceType.L2)
        .onLayers("output", "hidden_0");
  }
}
