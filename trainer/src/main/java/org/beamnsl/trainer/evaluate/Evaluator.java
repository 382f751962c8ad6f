package org.beamnsl.trainer.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.beamnsl.core.command.Progress;
import org.jspecify.annotations.Nullable;

/** Measures models on one set of examples. */
public final class Evaluator {
  private final EvaluationSet examples;
  private final EvaluationPlan plan;
  private final Progress progress;
  private final Optional<NearestReference> reference;

  /**
   * Measures on these examples.
   *
   * @param reference labelled examples that judge models which give embeddings
   */
  public Evaluator(
      EvaluationSet examples,
      EvaluationPlan plan,
      Progress progress,
      Optional<NearestReference> reference) {
    this.reference = reference;
    this.examples = examples;
    this.plan = plan;
    this.progress = progress;
  }

  /** All figures of a model over its seeds. */
  public EvaluationReport.ModelResult evaluate(ModelArtifact model) {
    Measurement measurement = new Measurement(examples, plan, progress, reference);
    progress.begin(
        "evaluate " + model.name(),
        (long) examples.examples().size()
            * Math.max(1, model.members().size())
            * measurement.passes(),
        "examples");
    List<Measurement.Answers> seeds =
        model.feature().isPresent()
            ? List.of(measurement.ofFeature(model.name(), model.feature().get()))
            : model.members().stream().map(one -> measurement.of(model.name(), one)).toList();
    progress.end();
    return result(model, seeds);
  }

  private EvaluationReport.ModelResult result(
      ModelArtifact model, List<Measurement.Answers> seeds) {
    List<Scored> clean = seeds.stream().map(Measurement.Answers::clean).toList();
    Map<String, Spread> metrics = metrics(clean);
    double[] auc = clean.stream().mapToDouble(Scored::auc).toArray();
    if (Arrays.stream(auc).allMatch(Double::isFinite)) {
      metrics.put("auc", Spread.of(auc));
    }
    metrics.put("calibration_error", spread(clean, Scored::calibrationError));
    List<EvaluationReport.Attacked> transfers = new ArrayList<>();
    plan.attacker()
        .ifPresent(
            attacker ->
                transfers.addAll(
                    attacked(seeds, Measurement.Answers::transferred, attacker.name())));
    return new EvaluationReport.ModelResult(
        model.name(),
        model.digest(),
        model.members().stream().map(ModelArtifact.Member::seed).toList(),
        metrics,
        confusion(clean),
        calibration(clean),
        slices(clean),
        attacked(seeds, Measurement.Answers::attacked, null),
        transfers,
        corrupted(seeds),
        flips(seeds));
  }

  private List<EvaluationReport.Attacked> attacked(
      List<Measurement.Answers> seeds,
      Function<Measurement.Answers, List<Scored>> answers,
      @Nullable String attacker) {
    List<EvaluationReport.Attacked> attacked = new ArrayList<>();
    for (int i = 0; i < plan.attacks().size(); i++) {
      int place = i;
      EvaluationPlan.NamedAttack attack = plan.attacks().get(i);
      attacked.add(
          new EvaluationReport.Attacked(
              attack.name(),
              attack.plan().norm().key(),
              attack.epsilon(),
              attack.plan().iterations(),
              attacker,
              metrics(seeds.stream().map(seed -> answers.apply(seed).get(place)).toList())));
    }
    return attacked;
  }

  private List<EvaluationReport.Corrupted> corrupted(List<Measurement.Answers> seeds) {
    List<EvaluationReport.Corrupted> corrupted = new ArrayList<>();
    for (int i = 0; i < plan.corruptions().size(); i++) {
      int place = i;
      Corruption corruption = plan.corruptions().get(i);
      corrupted.add(
          new EvaluationReport.Corrupted(
              corruption.kind().key(),
              corruption.severity(),
              corruption.strength(),
              metrics(seeds.stream().map(seed -> seed.corrupted().get(place)).toList())));
    }
    return corrupted;
  }

  private EvaluationReport.@Nullable Flipped flips(List<Measurement.Answers> seeds) {
    if (plan.flips().isEmpty()) {
      return null;
    }
    EvaluationPlan.FlipPlan flip = plan.flips().get();
    List<Flips> flips = seeds.stream().map(seed -> seed.flips().orElseThrow()).toList();
    int most = flip.steps();
    return new EvaluationReport.Flipped(
        flip.plan().norm().key(),
        flip.plan().step(),
        most,
        spread(flips, one -> one.rate(most)),
        spread(flips, one -> one.medianSteps(most)),
        spread(flips, Flips::medianDistance),
        IntStream.rangeClosed(0, most)
            .mapToObj(within -> spread(flips, one -> one.rate(within)).mean())
            .toList());
  }

  private static Map<String, Spread> metrics(List<Scored> seeds) {
    Map<String, Spread> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", spread(seeds, Scored::accuracy));
    metrics.put("loss", spread(seeds, Scored::loss));
    return metrics;
  }

  private static <T> Spread spread(List<T> seeds, ToDoubleFunction<T> metric) {
    return Spread.of(seeds.stream().mapToDouble(metric).toArray());
  }

  private static List<List<Long>> confusion(List<Scored> seeds) {
    int classes = seeds.get(0).classes();
    long[][] sum = new long[classes][classes];
    for (Scored scored : seeds) {
      long[][] counts = scored.confusion();
      for (int row = 0; row < classes; row++) {
        for (int column = 0; column < classes; column++) {
          sum[row][column] += counts[row][column];
        }
      }
    }
    return Arrays.stream(sum).map(row -> LongStream.of(row).boxed().toList()).toList();
  }

  /** Bins that hold examples, all seeds together. */
  private static List<EvaluationReport.Calibration> calibration(List<Scored> seeds) {
    List<EvaluationReport.Calibration> bins = new ArrayList<>();
    for (int i = 0; i < Scored.CONFIDENCE_BINS; i++) {
      int bin = i;
      Scored.Confidence sum =
          seeds.stream()
              .map(scored -> scored.confidences().get(bin))
              .reduce(new Scored.Confidence(0, 0, 0), Scored.Confidence::plus);
      if (sum.examples() > 0) {
        bins.add(
            new EvaluationReport.Calibration(
                sum.examples(),
                sum.confidence() / sum.examples(),
                (double) sum.right() / sum.examples()));
      }
    }
    return bins;
  }

  private List<EvaluationReport.Slice> slices(List<Scored> seeds) {
    List<EvaluationReport.Slice> slices = new ArrayList<>();
    examples
        .slices()
        .forEach(
            (feature, values) ->
                SliceRows.of(values)
                    .forEach(
                        (value, rows) -> {
                          List<Scored> parts =
                              seeds.stream().map(scored -> scored.rows(rows)).toList();
                          slices.add(
                              new EvaluationReport.Slice(
                                  feature, value, rows.length, metrics(parts)));
                        }));
    return slices;
  }
}
