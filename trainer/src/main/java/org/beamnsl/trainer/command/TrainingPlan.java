package org.beamnsl.trainer.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.data.Dataset;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.reading.DataMemory;
import org.beamnsl.trainer.regularize.Regularizer;
import org.beamnsl.trainer.training.CompileConfig;
import org.beamnsl.trainer.training.FitConfig;
import org.beamnsl.trainer.training.Target;

/** What the flags of {@code train} mean to the trainer. */
record TrainingPlan(TrainOptions options) {

  /**
   * The terms that are added to the supervised loss.
   *
   * @param neighborTarget the neighbours' feature that a layer is kept close to, if any
   */
  List<Regularizer> regularizers(Optional<Input> neighborTarget) {
    List<Regularizer> regularizers = new ArrayList<>();
    MultiplierFlags multipliers = options.multipliers();
    switch (options.regularization()) {
      case NONE -> {}
      case GRAPH -> regularizers.add(options.graph().regularization(multipliers, neighborTarget));
      case ADVERSARIAL ->
          regularizers.add(options.adversarial().regularization(multipliers, options.own()));
      case VIRTUAL_ADVERSARIAL ->
          regularizers.add(options.adversarial().virtualRegularization(multipliers));
      case GRAPH__ADVERSARIAL -> {
        regularizers.add(options.graph().regularization(multipliers, neighborTarget));
        regularizers.add(options.adversarial().regularization(multipliers, options.own()));
      }
    }
    if (!options.architecture().learnsLabels()) {
      regularizers.add(options.spread().regularization());
    }
    regularizers.addAll(options.own().regularizers(multipliers));
    return regularizers;
  }

  /**
   * Refuses to train against an adversary that could move nothing: its loss would be the plain one
   * again.
   *
   * @throws NslException (64) when all inputs are ids and no attack of one's own says what to do
   */
  void requireMovable(List<Input> inputs) {
    boolean attacks =
        switch (options.regularization()) {
          case NONE, GRAPH -> false;
          case ADVERSARIAL, GRAPH__ADVERSARIAL -> options.own().ownAttack() == null;
          case VIRTUAL_ADVERSARIAL -> true;
        };
    if (attacks && inputs.stream().allMatch(input -> input.kind() == Input.Kind.INT)) {
      throw NslException.usage(
          String.format(
              "--feature=%s: this model reads ids, which an adversary cannot move by a little;"
                  + " adversarial training expects numbers or images",
              String.join(",", inputs.stream().map(Input::name).toList())));
    }
  }

  /** All label features, the main one first; also of embeddings, which may carry a label along. */
  List<String> labelFeatures() {
    return options.labels().features();
  }

  /** Room for the examples, which are in memory twice where every seed has labels of its own. */
  DataMemory memory() {
    return options.memory().open(options.labels().drawn() ? 2 : 1);
  }

  /** How the model of one seed is compiled. */
  CompileConfig compile(long seed) {
    LabelFlags labels = options.labels();
    List<Target> targets = options.architecture().learnsLabels() ? labels.targets() : List.of();
    CompileConfig config =
        CompileConfig.of(
                options.optimization().build(), StandardLoss.sparseCategoricalCrossentropy())
            .withTargets(targets.toArray(Target[]::new))
            .withSeed(seed)
            .withThreads(options.execution().threads())
            .withClassWeights(labels.weightsOfClasses())
            .withSampleWeight(labels.sampleWeight());
    return options.optimization().clip().map(config::withClip).orElse(config);
  }

  /**
   * How long one seed is fitted.
   *
   * @param dataDigest of everything that is read, by which a checkpoint knows its data
   */
  FitConfig fit(long seed, int examples, Optional<Dataset> validation, String dataDigest) {
    LengthFlags length = options.length();
    FitConfig fit = length.fit();
    fit =
        options
            .optimization()
            .schedule(length.expectedSteps(examples))
            .map(fit::withLearningRate)
            .orElse(fit);
    fit = validation.map(fit::withValidation).orElse(fit);
    fit = length.earlyStopping().map(fit::withEarlyStopping).orElse(fit);
    return options.execution().checkpoint(seed, dataDigest).map(fit::withCheckpoint).orElse(fit);
  }
}
