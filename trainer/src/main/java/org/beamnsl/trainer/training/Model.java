package org.beamnsl.trainer.training;

import java.util.ArrayList;
import java.util.List;
import org.beamnsl.trainer.model.BaseModel;
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

  /** Builds the graph and gives every weight its initial value. */
  public CompiledModel compile(CompileConfig config) {
    return CompiledModel.of(this, config);
  }
}
