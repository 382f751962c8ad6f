package org.beamnsl.trainer.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.beamnsl.core.command.Progress;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.export.LoadedModel;

/** Measures models on one set of examples. */
public final class Evaluator {
  /** A named attack to measure under. */
  public record NamedAttack(String name, double epsilon, AttackPlan plan) {}

  private final EvaluationSet examples;
  private final List<NamedAttack> attacks;
  private final int batch;
  private final Progress progress;
  private final Optional<NearestReference> reference;

  /**
   * Measures on these examples, clean and under these attacks.
   *
   * @param batch examples per step
   * @param reference labelled examples that judge models which give embeddings
   */
  public Evaluator(
      EvaluationSet examples,
      List<NamedAttack> attacks,
      int batch,
      Progress progress,
      Optional<NearestReference> reference) {
    this.reference = reference;
    this.examples = examples;
    this.attacks = List.copyOf(attacks);
    this.batch = batch;
    this.progress = progress;
  }

  /** All figures of a model over its seeds. */
  public EvaluationReport.ModelResult evaluate(ModelArtifact model) {
    List<Scored> clean = new ArrayList<>();
    List<List<Scored>> attacked = new ArrayList<>();
    attacks.forEach(attack -> attacked.add(new ArrayList<>()));
    progress.begin(
        "evaluate " + model.name(),
        (long) examples.examples().size() * model.members().size() * (1 + attacks.size()),
        "examples");
    if (model.feature().isPresent()) {
      clean.add(nearest(model.name(), new FeatureVectors(model.feature().get())));
      progress.end();
      return result(model, clean, List.of());
    }
    for (ModelArtifact.Member member : model.members()) {
      try (LocalModel local = LocalModel.of(member);
          LoadedModel loaded = LoadedModel.load(local.folder().toString())) {
        clean.add(
            loaded.isEmbedding()
                ? nearest(model.name(), loaded::embeddings)
                : predict(loaded.folder(), (bytes, labels) -> loaded.probabilities(bytes)));
        for (int i = 0; i < attacks.size(); i++) {
          ModelAttack attack = new ModelAttack(loaded, attacks.get(i).plan());
          attacked.get(i).add(predict(loaded.folder(), attack::probabilities));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    progress.end();
    return result(model, clean, attacked);
  }

  @FunctionalInterface
  private interface Predictor {
    float[][] probabilities(List<byte[]> bytes, int[] labels);
  }

  /** What the nearest reference examples make of the vectors. */
  private Scored nearest(String model, NearestClasses.Vectors vectors) {
    NearestReference judges =
        reference.orElseThrow(
            () ->
                NslException.usage(
                    model
                        + " gives vectors, not classes: --reference names labelled examples whose"
                        + " nearest ones classify"));
    if (!attacks.isEmpty()) {
      throw NslException.usage(model + " gives vectors, not classes: it cannot be attacked");
    }
    NearestClasses classes = judges.over(vectors, batch);
    return predict(model, (bytes, labels) -> classes.probabilities(vectors.of(bytes)));
  }

  private Scored predict(String model, Predictor predictor) {
    int[] labels = examples.labels();
    float[][] all = new float[labels.length][];
    for (int from = 0; from < labels.length; from += batch) {
      int to = Math.min(labels.length, from + batch);
      float[][] part =
          predictor.probabilities(examples.bytes(from, to), Arrays.copyOfRange(labels, from, to));
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

  private EvaluationReport.ModelResult result(
      ModelArtifact model, List<Scored> clean, List<List<Scored>> attacked) {
    Map<String, Spread> metrics = metrics(clean);
    double[] auc = clean.stream().mapToDouble(Scored::auc).toArray();
    if (Arrays.stream(auc).allMatch(Double::isFinite)) {
      metrics.put("auc", Spread.of(auc));
    }
    metrics.put("calibration_error", spread(clean, Scored::calibrationError));
    List<EvaluationReport.Attacked> underAttack = new ArrayList<>();
    for (int i = 0; i < attacked.size(); i++) {
      NamedAttack attack = attacks.get(i);
      underAttack.add(
          new EvaluationReport.Attacked(
              attack.name(),
              attack.plan().norm().key(),
              attack.epsilon(),
              attack.plan().iterations(),
              metrics(attacked.get(i))));
    }
    return new EvaluationReport.ModelResult(
        model.name(),
        model.digest(),
        model.members().stream().map(ModelArtifact.Member::seed).toList(),
        metrics,
        confusion(clean),
        calibration(clean),
        slices(clean),
        underAttack);
  }

  private static Map<String, Spread> metrics(List<Scored> seeds) {
    Map<String, Spread> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", spread(seeds, Scored::accuracy));
    metrics.put("loss", spread(seeds, Scored::loss));
    return metrics;
  }

  private static Spread spread(List<Scored> seeds, ToDoubleFunction<Scored> metric) {
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
            (feature, values) -> {
              Map<String, List<Integer>> rows = new TreeMap<>(BY_NUMBER);
              for (int row = 0; row < values.size(); row++) {
                rows.computeIfAbsent(values.get(row), value -> new ArrayList<>()).add(row);
              }
              rows.forEach(
                  (value, members) -> {
                    int[] picked = members.stream().mapToInt(row -> row).toArray();
                    List<Scored> parts = seeds.stream().map(scored -> scored.rows(picked)).toList();
                    slices.add(
                        new EvaluationReport.Slice(feature, value, picked.length, metrics(parts)));
                  });
            });
    return slices;
  }

  /** Numbers by size, before and among other texts by the alphabet. */
  private static final Comparator<String> BY_NUMBER =
      Comparator.<String>comparingInt(text -> text.matches("-?\\d{1,17}") ? 0 : 1)
          .thenComparingLong(text -> text.matches("-?\\d{1,17}") ? Long.parseLong(text) : 0)
          .thenComparing(Comparator.naturalOrder());
}
