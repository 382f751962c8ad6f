package org.beamnsl.core.embedding;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.image.RgbImage;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;

final class ColorEmbeddingTest {
  private static final int PURE_RED = 7 * 64;
  private static final int DARK_BLUE = 2;

  private static Embedded embed(byte[] image) {
    Example example =
        Example.newBuilder()
            .setFeatures(
                Features.newBuilder()
                    .putFeature(
                        "image",
                        Feature.newBuilder()
                            .setBytesList(
                                BytesList.newBuilder().addValue(ByteString.copyFrom(image)))
                            .build()))
            .build();
    return new ColorEmbedding("image").embed(List.of(example.toByteArray())).get(0);
  }

  private static float[] of(int width, int height, float... values) throws IOException {
    Embedded embedded = embed(new RgbImage(width, height, values).toPng());
    assertThat(embedded.problem()).isEmpty();
    return Objects.requireNonNull(embedded.vector());
  }

  @Test
  void aVectorHoldsTheRootsOfTheSharesOfColours() throws IOException {
    float[] vector = of(2, 2, 255, 0, 0, 250, 5, 31, 0, 0, 64, 224, 31, 0);
    assertThat(vector).hasLength(ColorEmbedding.DIMENSIONS);
    assertThat(vector[PURE_RED]).isEqualTo((float) Math.sqrt(0.75));
    assertThat(vector[DARK_BLUE]).isEqualTo(0.5f);
    double squares = 0;
    for (float value : vector) {
      squares += value * value;
    }
    assertThat(squares).isWithin(1e-6).of(1);
  }

  @Test
  void whereAColourIsAndHowLargeTheImageIsDoNotMatter() throws IOException {
    float[] one = of(2, 1, 255, 0, 0, 0, 0, 64);
    assertThat(of(1, 2, 0, 0, 64, 255, 0, 0)).isEqualTo(one);
    assertThat(of(4, 1, 0, 0, 64, 0, 0, 64, 255, 0, 0, 255, 0, 0)).isEqualTo(one);
  }

  @Test
  void whatIsNoImageIsToldWithItsFeature() {
    assertThat(embed("no image".getBytes(java.nio.charset.StandardCharsets.UTF_8)).problem())
        .isEqualTo("feature 'image': is not an image in JPEG, PNG, BMP or GIF");
    assertThat(
            new ColorEmbedding("image")
                .embed(List.of(Example.getDefaultInstance().toByteArray()))
                .get(0)
                .problem())
        .isEqualTo("it has no feature 'image'");
  }

  @Test
  void severalFeaturesOrAnotherLengthAreRefused() {
    EmbedParams several = EmbedParams.text("image", "mask").withEmbedder("colors");
    assertThat(assertThrows(NslException.class, () -> Embedders.of(several)))
        .hasMessageThat()
        .contains("--feature=image,mask: colors takes one");
    EmbedParams longer = EmbedParams.text("image").withEmbedder("colors").withDimensions(64);
    assertThat(assertThrows(NslException.class, () -> Embedders.of(longer)))
        .hasMessageThat()
        .contains("--dimensions=64: vectors of colors have 512 values");
  }
}
