package org.beamnsl.trainer.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.trainer.model.BaseModel;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.regularize.Regularizer;

/** A base model and the regularizers it is trained with, in any mix. Immutable. */
public record Model(BaseModel base, List<Regularizer> regularizers) {

  public Model {
    regularizers = List.copyOf(regularizers);
  }

  /** The base model, trained without neighbours. */
  public static Model of(BaseModel base) {
    return new Model(base, List.of());
  }

  /**
   * This model, trained with one more regularizer. Predictions and exports stay the base model's.
   */
  public Model with(Regularizer regularizer) {
    List<Regularizer> more = new ArrayList<>(regularizers);
    more.add(regularizer);
    return new Model(base, more);
  }

  /** What the regularizers read of a neighbour, each feature once. */
  List<Input> neighborInputs() {
    Map<String, Input> inputs = new LinkedHashMap<>();
    for (Regularizer regularizer : regularizers) {
      regularizer.neighborInputs(base.inputs()).forEach(one -> inputs.put(one.name(), one));
    }
    return List.copyOf(inputs.values());
  }

  /** Builds the graph and gives every weight its initial value. */
  public CompiledModel compile(CompileConfig config) {
    return CompiledModel.of(this, config);
  }
}
