package org.beamnsl.trainer.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import org.beamnsl.trainer.export.LayerOutput;
import org.beamnsl.trainer.picture.Picture;

/** Chooses what to draw and draws it. */
final class Exhibition {
  private static final int COLUMNS = 8;

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
    activations(chosen, attacked(options.step(), chosen)[0]);
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
            "%s: attacked by %s with %s %.4g",
            id(row),
            models.names().get(0),
            options.norm().key(),
            options.step());
    gallery.add(group, "The image, " + label(row) + ". " + taken(pixels[row]), photo(row));
    gallery.add(
        group,
        String.format(
            Locale.ROOT,
            "The attack magnified: no value moves by more than %.4g; grey does not move",
            Picture.largestMove(pixels[row], moved)),
        Picture.difference(pixels[row], moved, models.shape()));
    gallery.add(group, "Attacked. " + taken(moved), draw(moved));
  }

  /** {@code base: rust 93 %, robust: healthy 71 %}. */
  private String taken(float[] image) {
    return IntStream.range(0, models.names().size())
        .mapToObj(model -> taken(model, image))
        .collect(Collectors.joining(", "));
  }

  private String taken(int model, float[] image) {
    float[] scores = models.probabilities(model, image)[0];
    int best = best(scores);
    return String.format(
        Locale.ROOT,
        "%s: %s %.0f %%",
        models.names().get(model),
        classes.of(best),
        100 * scores[best]);
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
          String.format(Locale.ROOT, "%.4g. %s", strength, taken(moved)),
          draw(moved));
    }
  }

  private void activations(int row, float[] moved) {
    List<Map<String, LayerOutput>> clean = new ArrayList<>();
    List<Map<String, LayerOutput>> attacked = new ArrayList<>();
    for (int model = 0; model < models.names().size(); model++) {
      clean.add(models.convolutions(model, pixels[row]));
      attacked.add(models.convolutions(model, moved));
    }
    for (String layer : new LinkedHashMap<>(clean.get(0)).keySet()) {
      if (clean.stream().allMatch(one -> one.containsKey(layer))) {
        draw(row, layer, clean, attacked);
      }
    }
  }

  private void draw(
      int row,
      String layer,
      List<Map<String, LayerOutput>> clean,
      List<Map<String, LayerOutput>> attacked) {
    String group = layer + ": what it makes of " + id(row) + " (" + label(row) + ")";
    for (int model = 0; model < clean.size(); model++) {
      LayerOutput before = Objects.requireNonNull(clean.get(model).get(layer));
      LayerOutput after = Objects.requireNonNull(attacked.get(model).get(layer));
      String name = models.names().get(model);
      float brightest = Math.max(before.largest(), after.largest());
      int filter = filter(layer, before, after);
      for (LayerOutput one : List.of(before, after)) {
        String when = one == before ? "before" : "after";
        gallery.add(
            group,
            String.format("%s, filter %d, %s the attack", name, filter, when),
            Picture.activation(one.values(), one.shape(), filter, largest(before, after, filter)));
      }
      for (LayerOutput one : List.of(before, after)) {
        String when = one == before ? "before" : "after";
        List<RgbImage> all =
            IntStream.range(0, one.shape()[2])
                .mapToObj(f -> Picture.activation(one.values(), one.shape(), f, brightest))
                .toList();
        gallery.add(
            group,
            String.format("%s, all filters, %s the attack", name, when),
            Picture.grid(all, COLUMNS));
      }
    }
  }

  private static float largest(LayerOutput before, LayerOutput after, int filter) {
    return Math.max(before.largest(filter), after.largest(filter));
  }

  private int filter(String layer, LayerOutput before, LayerOutput after) {
    int filters = before.shape()[2];
    if (options.filter() >= filters) {
      throw NslException.usage(
          "--filter=" + options.filter() + ": " + layer + " has the filters 0 to " + (filters - 1));
    }
    return options.filter() >= 0 ? options.filter() : before.mostChanged(after);
  }
}
