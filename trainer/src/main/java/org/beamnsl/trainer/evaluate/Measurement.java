package org.beamnsl.trainer.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.beamnsl.core.command.Progress;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.export.LoadedModel;

/** Everything that is asked of one saved model on one set of examples. */
final class Measurement {
  private final EvaluationSet examples;
  private final EvaluationPlan plan;
  private final Progress progress;
  private final Optional<NearestReference> reference;

  /**
   * Measures on these examples.
   *
   * @param reference labelled examples that judge models which give embeddings
   */
  Measurement(
      EvaluationSet examples,
      EvaluationPlan plan,
      Progress progress,
      Optional<NearestReference> reference) {
    this.reference = reference;
    this.examples = examples;
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * The answers of one model.
   *
   * @param attacked per attack
   * @param transferred per attack of the attacker; empty without one
   * @param corrupted per corruption
   */
  record Answers(
      Scored clean,
      List<Scored> attacked,
      List<Scored> transferred,
      List<Scored> corrupted,
      Optional<Flips> flips) {}

  /** Passes over the examples per model. */
  int passes() {
    int attacks = plan.attacks().size() * (plan.attacker().isPresent() ? 2 : 1);
    return 1 + attacks + plan.corruptions().size() + (plan.flips().isPresent() ? 1 : 0);
  }

  /** The answers that a feature of the examples gives by the nearest reference examples. */
  Answers ofFeature(String name, String feature) {
    return nearest(name, plan.batch(), new FeatureVectors(feature));
  }

  Answers of(String name, ModelArtifact.Member member) {
    try (LocalModel local = LocalModel.of(member);
        LoadedModel loaded = LoadedModel.load(local.folder().toString())) {
      LoadedModel model = loaded.answering(examples.label());
      if (model.isEmbedding()) {
        return nearest(name, model.examplesAtATime(plan.batch()), model::embeddings);
      }
      Scored clean = predict(model, (rows, labels, from) -> model.probabilities(rows));
      List<Scored> attacked = new ArrayList<>();
      for (EvaluationPlan.NamedAttack attack : plan.attacks()) {
        ModelAttack own = new ModelAttack(model, attack.plan());
        attacked.add(predict(model, (rows, labels, from) -> own.probabilities(rows, labels)));
      }
      return new Answers(
          clean,
          attacked,
          transferred(member, model),
          corrupted(model),
          plan.flips().map(flips -> flips(model, flips, clean.classes())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the nearest reference examples make of the vectors. */
  private Answers nearest(String model, int batch, NearestClasses.Vectors vectors) {
    NearestReference judges =
        reference.orElseThrow(
            () ->
                NslException.usage(
                    model
                        + " gives vectors, not classes: --reference names labelled examples whose"
                        + " nearest ones classify"));
    if (passes() > 1) {
      throw NslException.usage(
          model + " gives vectors, not classes: it cannot be attacked or corrupted");
    }
    NearestClasses classes = judges.over(vectors, batch);
    Scored clean =
        predict(model, batch, (rows, labels, from) -> classes.probabilities(vectors.of(rows)));
    return new Answers(clean, List.of(), List.of(), List.of(), Optional.empty());
  }

  private List<Scored> transferred(ModelArtifact.Member member, LoadedModel model)
      throws IOException {
    List<Scored> transferred = new ArrayList<>();
    if (plan.attacker().isEmpty()) {
      return transferred;
    }
    try (LocalModel local = LocalModel.of(sameSeed(plan.attacker().get(), member));
        LoadedModel loaded = LoadedModel.load(local.folder().toString())) {
      LoadedModel attacker = loaded.answering(examples.label());
      for (EvaluationPlan.NamedAttack attack : plan.attacks()) {
        ModelAttack theirs = new ModelAttack(attacker, attack.plan());
        transferred.add(
            predict(model, (rows, labels, from) -> theirs.probabilities(rows, labels, model)));
      }
    }
    return transferred;
  }

  private static ModelArtifact.Member sameSeed(
      ModelArtifact attacker, ModelArtifact.Member member) {
    if (attacker.members().size() == 1) {
      return attacker.members().get(0);
    }
    return attacker.members().stream()
        .filter(one -> one.seed() == member.seed())
        .findFirst()
        .orElseThrow(
            () ->
                NslException.usage(
                    "--attacker="
                        + attacker.name()
                        + ": has no seed "
                        + member.seed()
                        + " to attack the same seed of the other models"));
  }

  @FunctionalInterface
  private interface Predictor {
    float[][] probabilities(List<byte[]> examples, int[] labels, int from);
  }

  private Scored predict(LoadedModel model, Predictor predictor) {
    return predict(model.folder(), model.examplesAtATime(plan.batch()), predictor);
  }

  private Scored predict(String model, int batch, Predictor predictor) {
    int[] labels = examples.labels();
    float[][] all = new float[labels.length][];
    for (int from = 0; from < labels.length; from += batch) {
      int to = Math.min(labels.length, from + batch);
      float[][] part =
          predictor.probabilities(
              examples.bytes(from, to), Arrays.copyOfRange(labels, from, to), from);
      checkLabels(model, from, to, part[0].length);
      System.arraycopy(part, 0, all, from, part.length);
      progress.advance(to - from);
    }
    return new Scored(labels, all);
  }

  private void checkLabels(String model, int from, int to, int classes) {
    for (int row = from; row < to; row++) {
      if (examples.labels()[row] >= classes) {
        throw NslException.badData(
            String.format(
                "%s has label %d, but the model %s knows the classes 0 to %d only",
                examples.examples().get(row).place(), examples.labels()[row], model, classes - 1));
      }
    }
  }

  private Flips flips(LoadedModel model, EvaluationPlan.FlipPlan flips, int classes) {
    ModelAttack attack = new ModelAttack(model, flips.plan());
    Flips all = Flips.none();
    int[] labels = examples.labels();
    int batch = model.examplesAtATime(plan.batch());
    for (int from = 0; from < labels.length; from += batch) {
      int to = Math.min(labels.length, from + batch);
      int[] targets = Arrays.stream(labels, from, to).map(label -> (label + 1) % classes).toArray();
      all = all.and(attack.flips(examples.bytes(from, to), targets, flips.steps()));
      progress.advance(to - from);
    }
    return all;
  }

  private List<Scored> corrupted(LoadedModel model) {
    List<Scored> corrupted = new ArrayList<>();
    if (plan.corruptions().isEmpty()) {
      return corrupted;
    }
    CorruptedImages images =
        CorruptedImages.of(model, examples, model.examplesAtATime(plan.batch()));
    for (Corruption corruption : plan.corruptions()) {
      corrupted.add(
          predict(model, (rows, labels, from) -> images.probabilities(rows, corruption, from)));
    }
    return corrupted;
  }
}
