package org.beamnsl.trainer.regularize;

/**
 * Makes regularizers by name: the way for a module to add a term to what {@code train} minimizes,
 * which asks for it by {@code --ownRegularizers}. Found by {@link java.util.ServiceLoader}; the
 * class needs a public constructor without parameters.
 */
public interface RegularizerProvider {

  /** The term's name. */
  String name();

  /** The term with this weight. */
  Regularizer create(Multiplier multiplier);
}
