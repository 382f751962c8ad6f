package org.beamnsl.trainer.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.image.RgbImage;
import org.beamnsl.trainer.export.LayerOutput;
import org.beamnsl.trainer.picture.Picture;

/**
 * What convolutions make of an image before and after an attack. Every picture has its own scale,
 * since an attack that multiplies activations would leave those before it black; its caption says
 * what the brightest colour stands for.
 */
final class ActivationPictures {
  private static final int COLUMNS = 8;

  private final PicturedModels models;
  private final int chosenFilter;
  private final Gallery gallery;

  /**
   * Pictures for a gallery.
   *
   * @param chosenFilter the filter to draw large; below 0 for the one that changes most
   */
  ActivationPictures(PicturedModels models, int chosenFilter, Gallery gallery) {
    this.models = models;
    this.chosenFilter = chosenFilter;
    this.gallery = gallery;
  }

  /** Adds the pictures of all convolutions that all models have. */
  void hang(String what, float[] image, float[] moved) {
    List<Map<String, LayerOutput>> clean = new ArrayList<>();
    List<Map<String, LayerOutput>> attacked = new ArrayList<>();
    for (int model = 0; model < models.names().size(); model++) {
      clean.add(models.convolutions(model, image));
      attacked.add(models.convolutions(model, moved));
    }
    for (String layer : new LinkedHashMap<>(clean.get(0)).keySet()) {
      if (clean.stream().allMatch(one -> one.containsKey(layer))) {
        String group = layer + ": what it makes of " + what;
        // One filter of each model first, so that the models stand side by side.
        for (int model = 0; model < clean.size(); model++) {
          LayerOutput before = Objects.requireNonNull(clean.get(model).get(layer));
          LayerOutput after = Objects.requireNonNull(attacked.get(model).get(layer));
          drawOne(group, models.names().get(model), filter(layer, before, after), before, after);
        }
        for (int model = 0; model < clean.size(); model++) {
          drawAll(
              group,
              models.names().get(model),
              Objects.requireNonNull(clean.get(model).get(layer)),
              Objects.requireNonNull(attacked.get(model).get(layer)));
        }
      }
    }
  }

  private void drawOne(
      String group, String name, int filter, LayerOutput before, LayerOutput after) {
    for (LayerOutput one : List.of(before, after)) {
      float largest = one.largest(filter);
      gallery.add(
          group,
          caption(name + ", filter " + filter, one == before, largest),
          Picture.activation(one.values(), one.shape(), filter, largest));
    }
  }

  private void drawAll(String group, String name, LayerOutput before, LayerOutput after) {
    for (LayerOutput one : List.of(before, after)) {
      float largest = one.largest();
      List<RgbImage> all =
          IntStream.range(0, one.shape()[2])
              .mapToObj(f -> Picture.activation(one.values(), one.shape(), f, largest))
              .toList();
      gallery.add(
          group,
          caption(name + ", all filters", one == before, largest),
          Picture.grid(all, COLUMNS));
    }
  }

  private static String caption(String what, boolean before, float largest) {
    return String.format(
        Locale.ROOT,
        "%s, %s the attack (brightest: %.2g)",
        what,
        before ? "before" : "after",
        largest);
  }

  private int filter(String layer, LayerOutput before, LayerOutput after) {
    int filters = before.shape()[2];
    if (chosenFilter >= filters) {
      throw NslException.usage(
          "--filter=" + chosenFilter + ": " + layer + " has the filters 0 to " + (filters - 1));
    }
    return chosenFilter >= 0 ? chosenFilter : before.mostChanged(after);
  }
}
