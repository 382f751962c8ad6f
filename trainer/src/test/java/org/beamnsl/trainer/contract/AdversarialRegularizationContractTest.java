package org.beamnsl.trainer.contract;

import org.beamnsl.trainer.regularize.AdversarialRegularization;
import org.beamnsl.trainer.regularize.Regularizer;

final class AdversarialRegularizationContractTest extends RegularizerContract {
  @Override
  protected Regularizer regularizer() {
    return AdversarialRegularization.defaults().withStepSize(0.2);
  }
}
