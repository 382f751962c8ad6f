package org.beamnsl.core.image;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;

class RgbImageTest {
  @Test
  void greyBecomesThreeEqualChannelsUnchanged() throws IOException {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 7);
    grey.getRaster().setSample(1, 0, 0, 200);
    assertThat(RgbImage.decode(encode(grey)).values())
        .usingExactEquality()
        .containsExactly(7, 7, 7, 200, 200, 200)
        .inOrder();
  }

  @Test
  void anAlphaChannelIsDropped() throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x40102030);
    assertThat(RgbImage.decode(encode(image)).values())
        .usingExactEquality()
        .containsExactly(0x10, 0x20, 0x30)
        .inOrder();
  }

  @Test
  void cmykIsRefusedByName() throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(
          null,
          new javax.imageio.IIOImage(Raster.createInterleavedRaster(0, 8, 8, 4, null), null, null),
          null);
    }
    UnreadableImageException thrown =
        assertThrows(UnreadableImageException.class, () -> RgbImage.decode(out.toByteArray()));
    assertThat(thrown.reason()).contains("CMYK");
  }

  @Test
  void shrinkingAveragesAllPixels() {
    RgbImage image = new RgbImage(4, 1, rgb(0, 0, 0, 100));
    // A triangle of radius 2 around 3 gives the last three pixels 1/4, 3/4 and 3/4.
    float[] values = image.resize(2, 1).values();
    assertThat(values[0]).isEqualTo(0f);
    assertThat(values[3]).isWithin(1e-4f).of(100f * 3 / 7);
  }

  @Test
  void enlargingInterpolatesBetweenCenters() {
    float[] values = new RgbImage(2, 1, rgb(0, 100)).resize(4, 1).values();
    assertThat(new float[] {values[0], values[3], values[6], values[9]})
        .usingTolerance(1e-4)
        .containsExactly(0, 25, 75, 100)
        .inOrder();
  }

  @Test
  void aPngOfItReadsBackEqual() throws IOException {
    RgbImage image = new RgbImage(2, 1, new float[] {1, 2, 3, 250, 251, 252});
    assertThat(RgbImage.decode(image.toPng())).isEqualTo(image);
  }

  /** Says, as photo editors do, that four channels are inks. */
  private static byte[] withAdobeMarker(byte[] jpeg) {
    byte[] marker = {
      (byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };
    byte[] marked = new byte[jpeg.length + marker.length];
    System.arraycopy(jpeg, 0, marked, 0, 2);
    System.arraycopy(marker, 0, marked, 2, marker.length);
    System.arraycopy(jpeg, 2, marked, 2 + marker.length, jpeg.length - 2);
    return marked;
  }

  private static float[] rgb(float... greys) {
    float[] values = new float[greys.length * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = greys[i / 3];
    }
    return values;
  }

  private static byte[] encode(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
