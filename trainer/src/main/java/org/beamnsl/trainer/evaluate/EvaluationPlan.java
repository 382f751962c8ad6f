package org.beamnsl.trainer.evaluate;

import java.util.List;
import java.util.Optional;

/**
 * What models are measured under, besides the examples as they are.
 *
 * @param attacks made against each model itself
 * @param attacker a model whose gradients make the same attacks on every model, seed by seed
 * @param corruptions of images
 * @param flips targeted attacks until the class flips
 * @param batch examples per step, at least 1
 */
public record EvaluationPlan(
    List<NamedAttack> attacks,
    Optional<ModelArtifact> attacker,
    List<Corruption> corruptions,
    Optional<FlipPlan> flips,
    int batch) {

  /** A named attack to measure under. */
  public record NamedAttack(String name, double epsilon, AttackPlan plan) {}

  /**
   * Targeted attacks: every example is moved towards the class after its label until the model says
   * so.
   *
   * @param plan one step
   * @param steps after which an example counts as not flipped, at least 1
   */
  public record FlipPlan(AttackPlan plan, int steps) {}

  /** Copies the lists. */
  public EvaluationPlan {
    attacks = List.copyOf(attacks);
    corruptions = List.copyOf(corruptions);
  }
}
