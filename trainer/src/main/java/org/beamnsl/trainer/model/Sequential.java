package org.beamnsl.trainer.model;

import java.util.List;
import java.util.Map;
import org.beamnsl.core.failure.NslException;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Layers one after the other over one input, with one output called {@link #OUTPUT}. */
public record Sequential(Input input, List<Layer> layers) implements BaseModel {

  /** Name of the only output. */
  public static final String OUTPUT = "output";

  public Sequential {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw NslException.usage("a sequential model needs at least one layer");
    }
  }

  /** A model of these layers. */
  public static Sequential of(Input input, Layer... layers) {
    return new Sequential(input, List.of(layers));
  }

  @Override
  public List<Input> inputs() {
    return List.of(input);
  }

  @Override
  public boolean isPerExample() {
    return layers.stream().allMatch(Layer::isPerExample);
  }

  @Override
  public Map<String, Operand<TFloat32>> call(Pass pass, Map<String, Operand<?>> features) {
    LayerNames names = new LayerNames();
    Operand<?> value = Branched.feature(features, input);
    return Map.of(OUTPUT, pass.floats(Branched.apply(pass, names, layers, value)));
  }
}
