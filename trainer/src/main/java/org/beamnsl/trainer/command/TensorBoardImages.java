package org.beamnsl.trainer.command;

import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.image.RgbImage;
import org.beamnsl.trainer.attack.Attack;
import org.beamnsl.trainer.data.Batch;
import org.beamnsl.trainer.data.BatchOrder;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.Dataset;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.event.EventWriter;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.picture.Picture;
import org.beamnsl.trainer.regularize.AdversarialRegularization;
import org.beamnsl.trainer.training.CompiledModel;
import org.beamnsl.trainer.training.TrainingListener;

/**
 * Draws, for TensorBoard, the first training images of a model of images, and after every epoch how
 * the attacks that it is trained against move them: the copies and, around a middle grey, the
 * moves.
 *
 * @param data whose first examples are drawn
 */
record TensorBoardImages(EventWriter events, Dataset data) implements TrainingListener {
  private static final int SAMPLE = 6;
  private static final int IMAGE_AXES = 3;

  @Override
  public void onEpoch(EpochReport report, CompiledModel model) {
    List<Input> images =
        model.model().base().inputs().stream().filter(TensorBoardImages::isImage).toList();
    if (images.isEmpty()) {
      return;
    }
    Batch sample = data.batches(BatchOrder.sequential(SAMPLE)).next();
    for (Input image : images) {
      Sheet sheet = Sheet.of(sample, image);
      if (report.epoch() == 1) {
        events.image(report.step(), image.name(), sheet.photos(sheet.pixels()));
      }
      for (Attack attack : attacks(model)) {
        FloatColumn moved = floats(model.perturb(sample, attack), image);
        events.image(report.step(), image.name() + "/attacked", sheet.photos(moved));
        events.image(report.step(), image.name() + "/moves", sheet.moves(moved));
      }
    }
    events.flush();
  }

  private static List<Attack> attacks(CompiledModel model) {
    return model.model().regularizers().stream()
        .filter(AdversarialRegularization.class::isInstance)
        .map(regularizer -> ((AdversarialRegularization) regularizer).attack())
        .toList();
  }

  private static boolean isImage(Input input) {
    int[] shape = input.shape();
    return input.kind() == Input.Kind.FLOAT
        && shape.length == IMAGE_AXES
        && (shape[2] == 1 || shape[2] == RgbImage.CHANNELS);
  }

  private static FloatColumn floats(Batch batch, Input image) {
    return (FloatColumn) batch.column(image.name()).decoded();
  }

  /** Some images in a row. */
  private record Sheet(FloatColumn pixels, int[] shape, float low, float high) {
    static Sheet of(Batch sample, Input image) {
      FloatColumn pixels = floats(sample, image);
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (float value : pixels.data()) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      return new Sheet(pixels, image.shape(), low, high);
    }

    RgbImage photos(FloatColumn images) {
      List<RgbImage> photos = new ArrayList<>();
      for (int row = 0; row < images.rows(); row++) {
        photos.add(Picture.photo(one(images, row), shape, low, high));
      }
      return Picture.grid(photos, SAMPLE);
    }

    RgbImage moves(FloatColumn moved) {
      List<RgbImage> moves = new ArrayList<>();
      for (int row = 0; row < moved.rows(); row++) {
        moves.add(Picture.difference(one(pixels, row), one(moved, row), shape));
      }
      return Picture.grid(moves, SAMPLE);
    }

    private float[] one(FloatColumn images, int row) {
      int size = Column.sizeOf(shape);
      return java.util.Arrays.copyOfRange(images.data(), row * size, (row + 1) * size);
    }
  }
}
