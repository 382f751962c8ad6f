package org.beamnsl.trainer.contract;

import org.beamnsl.trainer.regularize.Regularizer;
import org.beamnsl.trainer.regularize.SpreadRegularization;

final class SpreadRegularizationContractTest extends RegularizerContract {
  @Override
  protected Regularizer regularizer() {
    return SpreadRegularization.of(0.5);
  }
}
