package org.beamnsl.core.embedding;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.example.ExampleView;
import org.beamnsl.core.example.FeatureCursor;
import org.beamnsl.core.example.FeatureKind;
import org.beamnsl.core.image.RgbImage;
import org.beamnsl.core.image.UnreadableImageException;

/**
 * The colours of an encoded image, wherever in it they are: the square roots of the shares of its
 * pixels in {@value #DIMENSIONS} boxes of red, green and blue, eight levels each. Such vectors have
 * length 1, and the cosine of two of them is the Bhattacharyya coefficient of their histograms
 * (Swain and Ballard, "Color indexing", 1991, compare histograms of the same kind). Nothing is
 * learned, so it knows what is alike before any label does.
 */
public final class ColorEmbedding implements EmbeddingFn {
  /** Numbers of a vector. */
  public static final int DIMENSIONS = 512;

  private static final long serialVersionUID = 1;
  private static final int LEVELS = 8;
  private static final int LEVEL_WIDTH = 256 / LEVELS;

  private final String feature;

  /** Takes the colours of the image in this feature. */
  public ColorEmbedding(String feature) {
    this.feature = feature;
  }

  @Override
  public List<Embedded> embed(List<byte[]> examples) {
    return examples.stream().map(this::embed).toList();
  }

  private Embedded embed(byte[] example) {
    try {
      return Embedded.of(histogram(RgbImage.decode(encoded(example))));
    } catch (BadExampleException e) {
      return Embedded.bad(e.reason());
    } catch (UnreadableImageException e) {
      return Embedded.bad("feature '" + feature + "': " + e.reason());
    }
  }

  private byte[] encoded(byte[] example) throws BadExampleException {
    ExampleView view = new ExampleView();
    view.read(example);
    FeatureCursor cursor = view.require(feature.getBytes(StandardCharsets.UTF_8));
    if (cursor.kind() != FeatureKind.BYTES) {
      throw new BadExampleException(
          "feature '" + feature + "' holds " + cursor.kind() + ", expected an encoded image");
    }
    if (!cursor.next()) {
      throw new BadExampleException("feature '" + feature + "' is empty");
    }
    return cursor.bytesValue();
  }

  private static float[] histogram(RgbImage image) {
    int[] counts = new int[DIMENSIONS];
    float[] values = image.values();
    for (int at = 0; at < values.length; at += RgbImage.CHANNELS) {
      int box = (level(values[at]) * LEVELS + level(values[at + 1])) * LEVELS;
      counts[box + level(values[at + 2])]++;
    }
    double pixels = (double) image.width() * image.height();
    float[] vector = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = (float) Math.sqrt(counts[i] / pixels);
    }
    return vector;
  }

  private static int level(float value) {
    return Math.max(0, Math.min(LEVELS - 1, (int) value / LEVEL_WIDTH));
  }
}
