package org.beamnsl.trainer.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.tensorflow.proto.Example;

/** Makes small encoded images. */
public final class Photos {
  private Photos() {}

  /** Noise around a level, brighter on the left for class 0 and on the right for class 1. */
  public static BufferedImage image(int width, int height, int type, int label, Random random) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean bright = (x < width / 2) == (label == 0);
        int level = (bright ? 170 : 60) + random.nextInt(40);
        image.setRGB(x, y, 0xff000000 | level << 16 | level / 2 << 8 | random.nextInt(60));
      }
    }
    return image;
  }

  /** The image as a file. */
  public static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException("cannot write this image as " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Two classes of images of mixed sizes, formats and modes as feature {@code image}. */
  public static List<Example> twoClasses(int count, long seed) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int width = 12 + random.nextInt(12);
      int height = 12 + random.nextInt(12);
      byte[] encoded =
          switch (i % 4) {
            case 0 ->
                encode(image(width, height, BufferedImage.TYPE_INT_RGB, i % 2, random), "jpg");
            case 1 ->
                encode(image(width, height, BufferedImage.TYPE_INT_ARGB, i % 2, random), "png");
            case 2 ->
                encode(image(width, height, BufferedImage.TYPE_BYTE_GRAY, i % 2, random), "png");
            default ->
                encode(image(width, height, BufferedImage.TYPE_BYTE_GRAY, i % 2, random), "jpg");
          };
      examples.add(Examples.of("p" + i).ints("label", i % 2).raw("image", encoded).build());
    }
    return examples;
  }
}
