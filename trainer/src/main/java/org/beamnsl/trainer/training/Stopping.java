package org.beamnsl.trainer.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beamnsl.core.failure.NslException;

/** Keeps watch over early stopping during a fit. */
final class Stopping {

  private final Optional<EarlyStopping> rule;
  private double best;
  private int worseEpochs;
  private Optional<Map<String, float[]>> bestWeights;

  /**
   * Counts what finished epochs, of a resumed fit, already said.
   *
   * @param bestSoFar the weights of the best of them
   */
  Stopping(
      Optional<EarlyStopping> rule,
      List<Map<String, Double>> finished,
      Optional<Map<String, float[]>> bestSoFar) {
    this.rule = rule;
    this.best = rule.map(EarlyStopping::worst).orElse(0.0);
    this.bestWeights = bestSoFar;
    finished.forEach(this::judge);
  }

  /** The weights to put back at the end, if there are any yet. */
  Optional<Map<String, float[]>> bestWeights() {
    return bestWeights;
  }

  void hear(Map<String, Double> epoch, CompiledModel model) {
    if (judge(epoch) && rule.isPresent() && rule.get().restoreBest()) {
      bestWeights = Optional.of(model.weights());
    }
  }

  boolean isOver() {
    return rule.isPresent() && worseEpochs > rule.get().patience();
  }

  void restoreBest(CompiledModel model) {
    bestWeights.ifPresent(model::assign);
  }

  private boolean judge(Map<String, Double> epoch) {
    if (rule.isEmpty()) {
      return false;
    }
    Double value = epoch.get(rule.get().monitor());
    if (value == null) {
      throw NslException.usage(
          "early stopping watches " + rule.get().monitor() + ", but there are " + epoch.keySet());
    }
    boolean better = rule.get().improves(value, best);
    if (better) {
      best = value;
      worseEpochs = 0;
    } else {
      worseEpochs++;
    }
    return better;
  }
}
