package org.beamnsl.trainer.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.beamnsl.core.failure.NslException;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A model with several inputs or several outputs: every input runs through a stem of its own (an
 * empty stem passes it on as floats), the stems' outputs are concatenated along the last axis, run
 * through the trunk, and every output has a head of its own.
 */
public record Branched(
    List<Input> inputs,
    Map<String, List<Layer>> stems,
    List<Layer> trunk,
    Map<String, List<Layer>> heads)
    implements BaseModel {

  public Branched {
    inputs = List.copyOf(inputs);
    stems = new LinkedHashMap<>(stems);
    trunk = List.copyOf(trunk);
    heads = new LinkedHashMap<>(heads);
    for (String stem : stems.keySet()) {
      if (inputs.stream().noneMatch(input -> input.name().equals(stem))) {
        throw NslException.usage("stem for an unknown input " + stem);
      }
    }
    if (inputs.isEmpty() || heads.isEmpty()) {
      throw NslException.usage("a model needs at least one input and one head");
    }
  }

  /** Inputs concatenated as they are, one trunk, one output called {@link Sequential#OUTPUT}. */
  public static Branched concatenating(List<Input> inputs, Layer... layers) {
    return new Branched(inputs, Map.of(), List.of(layers), Map.of(Sequential.OUTPUT, List.of()));
  }

  @Override
  public boolean isPerExample() {
    return Stream.of(stems.values(), List.of(trunk), heads.values())
        .flatMap(Collection::stream)
        .flatMap(List::stream)
        .allMatch(Layer::isPerExample);
  }

  @Override
  public Map<String, Operand<TFloat32>> call(Pass pass, Map<String, Operand<?>> features) {
    LayerNames names = new LayerNames();
    List<Operand<TFloat32>> parts = new ArrayList<>();
    for (Input input : inputs) {
      List<Layer> stem = stems.getOrDefault(input.name(), List.of());
      parts.add(pass.floats(apply(pass, names, stem, feature(features, input))));
    }
    Operand<TFloat32> joined =
        parts.size() == 1 ? parts.get(0) : pass.tf().concat(parts, pass.tf().constant(-1));
    Operand<?> shared = apply(pass, names, trunk, joined);
    Map<String, Operand<TFloat32>> outputs = new LinkedHashMap<>();
    heads.forEach((name, head) -> outputs.put(name, pass.floats(apply(pass, names, head, shared))));
    return outputs;
  }

  static Operand<?> feature(Map<String, Operand<?>> features, Input input) {
    Operand<?> operand = features.get(input.name());
    if (operand == null) {
      throw NslException.usage(
          "the model reads feature "
              + input.name()
              + ", but only "
              + features.keySet()
              + " were given");
    }
    return operand;
  }

  static Operand<?> apply(Pass pass, LayerNames names, List<Layer> layers, Operand<?> first) {
    Operand<?> value = first;
    for (Layer layer : layers) {
      String name = names.next(layer);
      Operand<?> input = value;
      Operand<TFloat32> output = pass.record(name, layer.call(pass, name, input));
      if (layer.keepsPositions()) {
        pass.mask(input).ifPresent(mask -> pass.masked(output, mask));
      }
      value = output;
    }
    return value;
  }
}
