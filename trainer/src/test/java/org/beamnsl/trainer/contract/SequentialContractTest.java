package org.beamnsl.trainer.contract;

import org.beamnsl.trainer.layers.Activation;
import org.beamnsl.trainer.layers.BatchNormalization;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.layers.Dropout;
import org.beamnsl.trainer.model.BaseModel;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Sequential;

final class SequentialContractTest extends BaseModelContract {
  @Override
  protected BaseModel model() {
    return Sequential.of(
        Input.floats("numbers", 5),
        Dense.of(6, Activation.RELU),
        BatchNormalization.defaults(),
        Dropout.of(0.3),
        Dense.of(2));
  }
}
