package org.beamnsl.trainer.command;

import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagBounds;
import org.beamnsl.core.failure.NslException;

/** Flags of {@code train}, by what they are about. */
public record TrainOptions(
    DataFlags data,
    LabelFlags labels,
    StartFlags start,
    OutputFlags destination,
    ModelFlags architecture,
    OptimizerFlags optimization,
    LengthFlags length,
    SeedFlags randomness,
    @Flag(value = "what is added to the supervised loss", defaultValue = "none")
        Regularization regularization,
    GraphFlags graph,
    SpreadFlags spread,
    MultiplierFlags multipliers,
    AdversarialFlags adversarial,
    OwnFlags own,
    MemoryFlags memory,
    RunFlags execution) {

  /** Refuses settings that do not go together. */
  public TrainOptions {
    FlagBounds.atLeast("neighbors", graph.neighbors(), regularization.readsGraph() ? 1 : 0);
    requireValidation(data, labels, length);
    if (architecture.learnsLabels()) {
      requireFeaturesApart(data, labels);
      if (graph.neighborTarget() != null && !regularization.readsGraph()) {
        throw NslException.usage(
            "--neighborTarget=" + graph.neighborTarget() + " needs --regularization=graph");
      }
    } else {
      requireUnlabelled(data, labels, graph, regularization);
    }
    if (own.ownAttack() != null && !regularization.attacks()) {
      throw NslException.usage(
          "--ownAttack="
              + own.ownAttack()
              + " needs --regularization=adversarial or graph+adversarial");
    }
    if (data.feature().contains(labels.sampleWeight())) {
      throw NslException.usage(
          "--sampleWeightFeature=" + labels.sampleWeight() + " is a feature of the model");
    }
  }

  private static void requireValidation(DataFlags data, LabelFlags labels, LengthFlags length) {
    if (labels.validationFraction() > 0 && data.validation() != null) {
      throw NslException.usage("--validationFraction and --validation exclude each other");
    }
    if (length.patience() > 0 && data.validation() == null && labels.validationFraction() == 0) {
      throw NslException.usage(
          "--patience=" + length.patience() + " needs --validation or --validationFraction");
    }
  }

  private static void requireFeaturesApart(DataFlags data, LabelFlags labels) {
    for (String label : labels.further().keySet()) {
      if (data.feature().contains(label)) {
        throw NslException.usage("--moreLabels=" + label + ": is a --feature already");
      }
    }
  }

  private static void requireUnlabelled(
      DataFlags data, LabelFlags labels, GraphFlags graph, Regularization regularization) {
    if (!labels.moreLabels().isEmpty()) {
      throw NslException.usage("--objective=embedding uses no labels: --moreLabels means nothing");
    }
    if (regularization != Regularization.GRAPH || graph.graphMultiplier() == 0) {
      throw NslException.usage(
          "--objective=embedding learns from neighbours: it needs --regularization=graph and a"
              + " --graphMultiplier above 0");
    }
    if (data.validation() != null
        || labels.validationFraction() > 0
        || labels.labelIds() != null
        || labels.labelFraction() < 1
        || graph.labeledShare() > 0) {
      throw NslException.usage(
          "--objective=embedding uses no labels: --validation, --validationFraction, --labelIds,"
              + " --labelFraction and --labeledShare mean nothing to it");
    }
  }

  /** Regularizations by name. */
  enum Regularization {
    NONE,
    GRAPH,
    ADVERSARIAL,
    VIRTUAL_ADVERSARIAL,
    GRAPH__ADVERSARIAL;

    /** Whether neighbours of the graph are read. */
    boolean readsGraph() {
      return this == GRAPH || this == GRAPH__ADVERSARIAL;
    }

    /** Whether inputs are moved so as to raise the supervised loss. */
    boolean attacks() {
      return this == ADVERSARIAL || this == GRAPH__ADVERSARIAL;
    }
  }

  /** Whether examples without label have anything to contribute. */
  boolean usesUnlabelled() {
    return !architecture.learnsLabels()
        || graph.unlabeledSeeds()
            && regularization != Regularization.NONE
            && regularization != Regularization.ADVERSARIAL;
  }
}
