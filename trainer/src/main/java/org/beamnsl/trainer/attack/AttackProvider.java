package org.beamnsl.trainer.attack;

/**
 * Makes attacks by name: the way for a module to move examples in another manner while {@code
 * train} learns, which asks for it by {@code --ownAttack}. Found by {@link
 * java.util.ServiceLoader}; the class needs a public constructor without parameters.
 */
public interface AttackProvider {

  /** The attack's name. */
  String name();

  /**
   * The attack.
   *
   * @param settings what the flags say of steps, norm, ball and legal values
   */
  Attack create(AttackConfig settings);
}
