package org.beamnsl.trainer.provided;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.beamnsl.trainer.model.BaseModel;
import org.beamnsl.trainer.model.Initializers;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.ModelProvider;
import org.beamnsl.trainer.model.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A softmax over the numbers and their squares, without any layer. */
public final class QuadraticModel implements ModelProvider {
  @Override
  public String name() {
    return "quadratic";
  }

  @Override
  public BaseModel create(Request request) {
    return new Quadratic(request.inputs().get(0), request.outputs());
  }

  private record Quadratic(Input input, Map<String, Integer> widths) implements BaseModel {
    @Override
    public List<Input> inputs() {
      return List.of(input);
    }

    @Override
    public Map<String, Operand<TFloat32>> call(Pass pass, Map<String, Operand<?>> features) {
      Ops tf = pass.tf();
      Operand<TFloat32> numbers = pass.floats(Objects.requireNonNull(features.get(input.name())));
      Operand<TFloat32> both = tf.concat(List.of(numbers, tf.math.square(numbers)), tf.constant(1));
      Map<String, Operand<TFloat32>> outputs = new LinkedHashMap<>();
      widths.forEach(
          (name, width) -> {
            Operand<TFloat32> kernel =
                pass.weight(
                    name + "/kernel", Initializers.glorotUniform(), 2 * input.shape()[0], width);
            outputs.put(name, tf.nn.softmax(tf.linalg.matMul(both, kernel)));
          });
      return outputs;
    }
  }
}
