package org.beamnsl.trainer.model;

import java.util.List;
import java.util.Map;

/**
 * Makes models by name: the way for a module to add an architecture to {@code train}, which asks
 * for it by {@code --ownModel}. Found by {@link java.util.ServiceLoader}; the class needs a public
 * constructor without parameters.
 */
public interface ModelProvider {

  /** The model's name. */
  String name();

  /**
   * A model for these data.
   *
   * @throws org.beamnsl.core.failure.NslException (64) when they make no sense to it
   */
  BaseModel create(Request request);

  /**
   * What the data ask for.
   *
   * @param inputs the features, with the shapes that were found
   * @param outputs what each output must be, the main one first: for a label its name and number of
   *     classes, whose probabilities are asked for; for an embedding {@code embedding} and the
   *     numbers it consists of. The first output is the main one whatever it is called; the others
   *     are called like their labels
   * @param vocabulary number of ids; 0 for models of numbers
   */
  record Request(List<Input> inputs, Map<String, Integer> outputs, int vocabulary) {}
}
