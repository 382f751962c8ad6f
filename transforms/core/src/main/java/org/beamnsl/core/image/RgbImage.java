package org.beamnsl.core.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An image of red, green and blue in [0, 255].
 *
 * @param width in pixels
 * @param height in pixels
 * @param values height × width × 3 intensities, row by row; they need not be whole after scaling
 */
public record RgbImage(int width, int height, float[] values) {
  /** Red, green, blue. */
  public static final int CHANNELS = 3;

  private static final long MAX_PIXELS = 100_000_000L;

  static {
    // Temporary files would make decoding depend on the disk.
    ImageIO.setUseCache(false);
  }

  /** Checks that the values fill the image. */
  public RgbImage {
    if (values.length != (long) width * height * CHANNELS) {
      throw new IllegalArgumentException(
          values.length + " values for " + width + "×" + height + " pixels");
    }
  }

  /**
   * Decodes JPEG, PNG, BMP or GIF (the first frame). Grey becomes three equal channels; an alpha
   * channel is dropped, as TensorFlow's {@code decode_image} with three channels does.
   *
   * @throws UnreadableImageException for other formats, damaged bytes, CMYK, and images of more
   *     than 100 million pixels
   */
  public static RgbImage decode(byte[] encoded) throws UnreadableImageException {
    try (@Nullable ImageInputStream in =
        ImageIO.createImageInputStream(new ByteArrayInputStream(encoded))) {
      if (in == null || encoded.length == 0) {
        throw new UnreadableImageException("the image has no bytes");
      }
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new UnreadableImageException("is not an image in JPEG, PNG, BMP or GIF");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return decode(reader);
      } finally {
        reader.dispose();
      }
    } catch (UnreadableImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Damaged files make the platform's decoders throw all kinds of things.
      throw new UnreadableImageException("the image is damaged: " + firstLine(e), e);
    }
  }

  private static RgbImage decode(ImageReader reader) throws IOException {
    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    if (pixels > MAX_PIXELS) {
      throw new UnreadableImageException("has " + pixels + " pixels, the limit is " + MAX_PIXELS);
    }
    // Some Java versions convert inks to colours, each in its way, others have no type for them.
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    if (!types.hasNext()
        || types.next().getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK) {
      throw new UnreadableImageException("is in CMYK; convert it to RGB");
    }
    return of(reader.read(0));
  }

  private static RgbImage of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    float[] values = new float[width * height * CHANNELS];
    boolean grey =
        image.getRaster().getNumBands() == 1
            && image.getSampleModel().getSampleSize(0) == 8
            && !(image.getColorModel() instanceof IndexColorModel);
    int[] row = new int[width];
    int at = 0;
    for (int y = 0; y < height; y++) {
      if (grey) {
        // Through colours, grey would pass a gamma curve and change.
        image.getRaster().getSamples(0, y, width, 1, 0, row);
      } else {
        image.getRGB(0, y, width, 1, row, 0, width);
      }
      for (int pixel : row) {
        values[at++] = grey ? pixel : pixel >> 16 & 0xff;
        values[at++] = grey ? pixel : pixel >> 8 & 0xff;
        values[at++] = grey ? pixel : pixel & 0xff;
      }
    }
    return new RgbImage(width, height, values);
  }

  /**
   * Scales with a triangle filter that covers every source pixel (bilinear, with antialiasing when
   * it shrinks; pixel centres at halves), as {@code tf.image.resize(antialias=True)} does.
   */
  public RgbImage resize(int newWidth, int newHeight) {
    if (newWidth == width && newHeight == height) {
      return this;
    }
    float[] wide = new TriangleFilter(width, newWidth).rows(values, height, CHANNELS);
    float[] high = new TriangleFilter(height, newHeight).columns(wide, newWidth * CHANNELS);
    return new RgbImage(newWidth, newHeight, high);
  }

  /** The image as PNG, intensities rounded. */
  public byte[] toPng() throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++, at += CHANNELS) {
        image.setRGB(x, y, level(at) << 16 | level(at + 1) << 8 | level(at + 2));
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  private int level(int at) {
    return Math.max(0, Math.min(255, Math.round(values[at])));
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RgbImage image
        && width == image.width
        && height == image.height
        && Arrays.equals(values, image.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "RgbImage[" + width + "×" + height + "]";
  }
}
