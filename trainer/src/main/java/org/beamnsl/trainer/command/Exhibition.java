package org.beamnsl.trainer.command;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.image.RgbImage;
import org.beamnsl.trainer.evaluate.AttackPlan;
import org.beamnsl.trainer.evaluate.EvaluationSet;
import org.beamnsl.trainer.evaluate.ModelAttack;
import org.beamnsl.trainer.picture.Picture;

/** Chooses what to draw and draws it. */
final class Exhibition {
  private final PictureOptions options;
  private final EvaluationSet set;
  private final PicturedModels models;
  private final ClassNames classes;
  private final Gallery gallery;
  private final float[][] pixels;
  private final float high;

  Exhibition(
      PictureOptions options,
      EvaluationSet set,
      PicturedModels models,
      ClassNames classes,
      Gallery gallery) {
    this.options = options;
    this.set = set;
    this.models = models;
    this.classes = classes;
    this.gallery = gallery;
    this.pixels = models.pixels(bytes(IntStream.range(0, set.labels().length).toArray()));
    float brightest = 0;
    for (float[] image : pixels) {
      for (float value : image) {
        brightest = Math.max(brightest, value);
      }
    }
    this.high = brightest;
  }

  private List<byte[]> bytes(int... rows) {
    return IntStream.of(rows).mapToObj(row -> set.examples().get(row).bytes()).toList();
  }

  private String id(int row) {
    return Objects.requireNonNull(set.slices().get(options.idFeature())).get(row);
  }

  private String label(int row) {
    return classes.of(set.labels()[row]);
  }

  void hang() {
    int[] sample = sample();
    for (int row : sample) {
      gallery.add("A sample with its labels", label(row) + " (" + id(row) + ")", photo(row));
    }
    float[][] attacked = attacked(options.step(), sample);
    for (int i = 0; i < sample.length; i++) {
      attack(sample[i], attacked[i]);
    }
    int chosen = chosen();
    strengths(chosen);
    String what = id(chosen) + " (" + label(chosen) + ")";
    new ActivationPictures(models, options.filter(), gallery)
        .hang(what, pixels[chosen], attacked(options.step(), chosen)[0]);
  }

  private RgbImage photo(int row) {
    return draw(pixels[row]);
  }

  private RgbImage draw(float[] image) {
    return Picture.photo(image, models.shape(), 0, high);
  }

  /** The classes in turn, each in the order of the examples. */
  private int[] sample() {
    Map<Integer, List<Integer>> byLabel = new TreeMap<>();
    for (int row = 0; row < set.labels().length; row++) {
      byLabel.computeIfAbsent(set.labels()[row], label -> new ArrayList<>()).add(row);
    }
    int count = Math.min(options.count(), set.labels().length);
    List<Integer> picked = new ArrayList<>();
    for (int turn = 0; picked.size() < count; turn++) {
      for (List<Integer> rows : byLabel.values()) {
        if (turn < rows.size() && picked.size() < count) {
          picked.add(rows.get(turn));
        }
      }
    }
    return picked.stream().mapToInt(Integer::intValue).toArray();
  }

  private float[][] attacked(double step, int... rows) {
    AttackPlan plan =
        AttackPlan.fgsm(options.norm(), step)
            .clipped(options.clip().least(), options.clip().most());
    int[] labels = IntStream.of(rows).map(row -> set.labels()[row]).toArray();
    ModelAttack attack = new ModelAttack(models.models().get(0), plan);
    return Objects.requireNonNull(attack.features(bytes(rows), labels).get(models.feature()));
  }

  private void attack(int row, float[] moved) {
    String group =
        String.format(
            Locale.ROOT,
            "%s (%s): a step of %s by %s (%s norm)",
            id(row),
            label(row),
            strength(options.step()),
            models.names().get(0),
            options.norm().key());
    gallery.add(group, "The image. " + taken(row, pixels[row]), photo(row));
    gallery.add(
        group,
        "The attack magnified: no value moves by more than "
            + strength(Picture.largestMove(pixels[row], moved))
            + "; grey does not move",
        Picture.difference(pixels[row], moved, models.shape()));
    gallery.add(group, "Attacked. " + taken(row, moved), draw(moved));
  }

  /** {@code base: rust 93 % ✗, robust: healthy 71 % ✓}. */
  private String taken(int row, float[] image) {
    return IntStream.range(0, models.names().size())
        .mapToObj(model -> taken(row, model, image))
        .collect(Collectors.joining(", "));
  }

  private String taken(int row, int model, float[] image) {
    float[] scores = models.probabilities(model, image)[0];
    int best = best(scores);
    return String.format(
        Locale.ROOT,
        "%s: %s %.0f %% %s",
        models.names().get(model),
        classes.of(best),
        100 * scores[best],
        best == set.labels()[row] ? "✓" : "✗");
  }

  /** Three digits at most, and no zeros behind them. */
  private static String strength(double value) {
    return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  private static int best(float[] scores) {
    return IntStream.range(0, scores.length)
        .reduce((a, b) -> scores[b] > scores[a] ? b : a)
        .orElseThrow();
  }

  /** The image that the flag names, else one that tells the models apart. */
  private int chosen() {
    if (options.photo() != null) {
      return IntStream.range(0, set.labels().length)
          .filter(row -> id(row).equals(options.photo()))
          .findFirst()
          .orElseThrow(
              () ->
                  NslException.noInput(
                      "--photo=" + options.photo() + ": no labelled example has this id"));
    }
    float[][] moved = attacked(options.step(), IntStream.range(0, pixels.length).toArray());
    int last = models.names().size() - 1;
    OptionalInt telling =
        IntStream.range(0, pixels.length)
            .filter(row -> isTaken(row, pixels[row], 0) && isTaken(row, pixels[row], last))
            .filter(row -> !isTaken(row, moved[row], 0))
            .filter(row -> last == 0 || isTaken(row, moved[row], last))
            .findFirst();
    return telling.orElse(0);
  }

  private boolean isTaken(int row, float[] image, int model) {
    return best(models.probabilities(model, image)[0]) == set.labels()[row];
  }

  private void strengths(int row) {
    for (double strength : options.strengths()) {
      float[] moved = attacked(strength, row)[0];
      gallery.add(
          id(row) + ", " + label(row) + ": the attack at several strengths",
          strength(strength) + ". " + taken(row, moved),
          draw(moved));
    }
  }
}
