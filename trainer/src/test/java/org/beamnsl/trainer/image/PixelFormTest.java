package org.beamnsl.trainer.image;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.image.RgbImage;
import org.beamnsl.trainer.testing.Photos;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

class PixelFormTest {
  private static final PixelForm FORM = new PixelForm(9, 7, 3, 255);

  private static byte[] photo(int width, int height, int type, String format) {
    return Photos.encode(Photos.image(width, height, type, 0, new Random(5)), format);
  }

  private static float[] decode(PixelForm form, byte[] image) {
    ImageDecoder decoder = ImageDecoder.of(form, 2);
    float[] pixels = new float[decoder.size()];
    decoder.decode(image, pixels, 0);
    return pixels;
  }

  @Test
  void pixelsEqualThoseOfThePlainJavaDecoderUpToRoundingForLosslessImages() throws Exception {
    for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB}) {
      byte[] image = photo(20, 31, type, "png");
      float[] expected = RgbImage.decode(image).resize(7, 9).values();
      float[] actual = decode(FORM, image);
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i]).isWithin(1e-5f).of(expected[i] / 255);
      }
    }
  }

  @Test
  void imagesOfTheRightSizeAreOnlyDivided() throws Exception {
    byte[] image = photo(7, 9, BufferedImage.TYPE_INT_RGB, "png");
    float[] values = RgbImage.decode(image).values();
    float[] actual = decode(new PixelForm(9, 7, 3, 500), image);
    for (int i = 0; i < values.length; i++) {
      assertThat(actual[i]).isWithin(1e-7f).of(values[i] / 500f);
    }
  }

  @Test
  void greyBecomesThreeEqualChannelsAndColoursBecomeOneGrey() {
    float[] three = decode(FORM, photo(7, 9, BufferedImage.TYPE_BYTE_GRAY, "png"));
    float[] one =
        decode(new PixelForm(9, 7, 1, 255), photo(7, 9, BufferedImage.TYPE_BYTE_GRAY, "png"));
    for (int i = 0; i < one.length; i++) {
      assertThat(three[3 * i]).isEqualTo(one[i]);
      assertThat(three[3 * i + 2]).isEqualTo(one[i]);
    }
  }

  @Test
  void aBatchInTheGraphHasBitForBitThePixelsOfTraining() {
    List<byte[]> images =
        List.of(
            photo(30, 12, BufferedImage.TYPE_INT_RGB, "jpg"),
            photo(7, 9, BufferedImage.TYPE_BYTE_GRAY, "jpg"),
            photo(3, 50, BufferedImage.TYPE_INT_ARGB, "png"));
    List<Float> expected = new ArrayList<>();
    for (byte[] image : images) {
      for (float value : decode(FORM, image)) {
        expected.add(value);
      }
    }
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TString> encoded = tf.placeholder(TString.class, Placeholder.shape(Shape.of(-1)));
      Operand<TFloat32> pixels = FORM.decodeBatch(tf, encoded);
      try (TString fed =
              TString.tensorOfBytes(NdArrays.vectorOfObjects(images.toArray(byte[][]::new)));
          Result result = session.runner().feed(encoded, fed).fetch(pixels).run()) {
        float[] actual = new float[expected.size()];
        result.get(0).asRawTensor().data().asFloats().read(actual);
        for (int i = 0; i < actual.length; i++) {
          assertThat(actual[i]).isEqualTo(expected.get(i));
        }
      }
    }
  }

  @Test
  void bytesThatAreNoImageAreRefusedWithTheReason() {
    assertThat(
            assertThrows(IllegalArgumentException.class, () -> decode(FORM, "hello".getBytes()))
                .getMessage())
        .isEqualTo("is not an image in JPEG, PNG, BMP or GIF");
    byte[] whole = photo(20, 20, BufferedImage.TYPE_INT_RGB, "png");
    byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
    assertThat(assertThrows(IllegalArgumentException.class, () -> decode(FORM, half)).getMessage())
        .startsWith("cannot be decoded");
    assertThat(
            assertThrows(IllegalArgumentException.class, () -> decode(FORM, new byte[0]))
                .getMessage())
        .isEqualTo("has no bytes");
  }

  @Test
  void impossibleShapesAreRefused() {
    assertThrows(NslException.class, () -> new PixelForm(0, 7, 3, 255));
    assertThrows(NslException.class, () -> new PixelForm(9, 7, 2, 255));
    assertThrows(NslException.class, () -> new PixelForm(9, 7, 3, 0));
  }
}
