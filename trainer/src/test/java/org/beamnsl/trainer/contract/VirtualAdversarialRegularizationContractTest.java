package org.beamnsl.trainer.contract;

import org.beamnsl.trainer.regularize.Regularizer;
import org.beamnsl.trainer.regularize.VirtualAdversarialRegularization;

final class VirtualAdversarialRegularizationContractTest extends RegularizerContract {
  @Override
  protected Regularizer regularizer() {
    return VirtualAdversarialRegularization.of(0.5, 0.3);
  }
}
