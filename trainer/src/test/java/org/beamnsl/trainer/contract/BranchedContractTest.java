package org.beamnsl.trainer.contract;

import java.util.List;
import org.beamnsl.trainer.layers.Activation;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.model.BaseModel;
import org.beamnsl.trainer.model.Branched;
import org.beamnsl.trainer.model.Input;

final class BranchedContractTest extends BaseModelContract {
  @Override
  protected BaseModel model() {
    return Branched.concatenating(
        List.of(Input.floats("numbers", 5), Input.ints("counts", 3)),
        Dense.of(6, Activation.RELU),
        Dense.of(2));
  }
}
