package org.beamnsl.trainer.picture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.beamnsl.core.image.RgbImage;

/** Pictures of images, of what moved them, and of what a layer makes of them. */
public final class Picture {
  private static final int LEVELS = 255;
  private static final int MIDDLE = 128;

  private Picture() {}

  /**
   * An image whose intensities from {@code low} to {@code high} become black to white.
   *
   * @param shape height, width, and 1 or 3 channels
   */
  public static RgbImage photo(float[] pixels, int[] shape, float low, float high) {
    float scale = high > low ? LEVELS / (high - low) : 0;
    return rgb(pixels, shape, value -> (value - low) * scale);
  }

  /** Differences around a middle grey, the largest of them at black or white. */
  public static RgbImage difference(float[] before, float[] after, int[] shape) {
    float largest = largestMove(before, after);
    float[] moves = new float[before.length];
    for (int i = 0; i < moves.length; i++) {
      moves[i] = after[i] - before[i];
    }
    float scale = largest > 0 ? (LEVELS - MIDDLE) / largest : 0;
    return rgb(moves, shape, move -> MIDDLE + move * scale);
  }

  /** The largest difference of any value. */
  public static float largestMove(float[] before, float[] after) {
    float largest = 0;
    for (int i = 0; i < before.length; i++) {
      largest = Math.max(largest, Math.abs(after[i] - before[i]));
    }
    return largest;
  }

  @FunctionalInterface
  private interface Level {
    float of(float value);
  }

  private static RgbImage rgb(float[] values, int[] shape, Level level) {
    int pixels = shape[0] * shape[1];
    float[] rgb = new float[pixels * RgbImage.CHANNELS];
    for (int i = 0; i < pixels; i++) {
      for (int c = 0; c < RgbImage.CHANNELS; c++) {
        rgb[i * RgbImage.CHANNELS + c] = level.of(values[i * shape[2] + Math.min(c, shape[2] - 1)]);
      }
    }
    return new RgbImage(shape[1], shape[0], rgb);
  }

  /**
   * One filter's activations [height, width, filters] in inferno colours, 0 to {@code high}.
   *
   * @param high what is drawn brightest; 0 draws everything dark
   */
  public static RgbImage activation(float[] layer, int[] shape, int filter, float high) {
    float[] rgb = new float[shape[0] * shape[1] * RgbImage.CHANNELS];
    for (int i = 0; i < shape[0] * shape[1]; i++) {
      double part = high > 0 ? layer[i * shape[2] + filter] / high : 0;
      Inferno.color(part, rgb, i * RgbImage.CHANNELS);
    }
    return new RgbImage(shape[1], shape[0], rgb);
  }

  /** Images of one size in rows of {@code columns}, with a grey line between them. */
  public static RgbImage grid(List<RgbImage> images, int columns) {
    int width = images.get(0).width();
    int height = images.get(0).height();
    int across = Math.min(columns, images.size());
    int down = (images.size() + across - 1) / across;
    int fullWidth = across * (width + 1) - 1;
    int fullHeight = down * (height + 1) - 1;
    float[] values = new float[fullWidth * fullHeight * RgbImage.CHANNELS];
    java.util.Arrays.fill(values, MIDDLE);
    for (int i = 0; i < images.size(); i++) {
      int left = i % across * (width + 1);
      int top = i / across * (height + 1);
      for (int y = 0; y < height; y++) {
        System.arraycopy(
            images.get(i).values(),
            y * width * RgbImage.CHANNELS,
            values,
            ((top + y) * fullWidth + left) * RgbImage.CHANNELS,
            width * RgbImage.CHANNELS);
      }
    }
    return new RgbImage(fullWidth, fullHeight, values);
  }

  /** The image with each pixel as a square, so that its longer side has at least this many. */
  public static RgbImage enlarged(RgbImage image, int atLeast) {
    int longer = Math.max(image.width(), image.height());
    int times = (atLeast + longer - 1) / longer;
    if (times <= 1) {
      return image;
    }
    int width = image.width() * times;
    int height = image.height() * times;
    float[] values = new float[width * height * RgbImage.CHANNELS];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int from = (y / times * image.width() + x / times) * RgbImage.CHANNELS;
        System.arraycopy(
            image.values(), from, values, (y * width + x) * RgbImage.CHANNELS, RgbImage.CHANNELS);
      }
    }
    return new RgbImage(width, height, values);
  }

  /** The picture as a PNG file. */
  public static byte[] png(RgbImage image) {
    try {
      return image.toPng();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
