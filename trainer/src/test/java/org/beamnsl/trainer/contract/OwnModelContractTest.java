package org.beamnsl.trainer.contract;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.beamnsl.trainer.model.BaseModel;
import org.beamnsl.trainer.model.Initializers;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Pass;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A model that is written by hand, without layers. */
final class OwnModelContractTest extends BaseModelContract {
  private record Bilinear() implements BaseModel {
    @Override
    public List<Input> inputs() {
      return List.of(Input.floats("left", 3), Input.floats("right", 3));
    }

    @Override
    public Map<String, Operand<TFloat32>> call(Pass pass, Map<String, Operand<?>> features) {
      var left = pass.floats(Objects.requireNonNull(features.get("left")));
      var right = pass.floats(Objects.requireNonNull(features.get("right")));
      var kernel = pass.weight("bilinear/kernel", Initializers.glorotUniform(), 3, 2);
      return Map.of("output", pass.tf().linalg.matMul(pass.tf().math.mul(left, right), kernel));
    }
  }

  @Override
  protected BaseModel model() {
    return new Bilinear();
  }
}
