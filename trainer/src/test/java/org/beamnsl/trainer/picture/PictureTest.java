package org.beamnsl.trainer.picture;

import static com.google.common.truth.Truth.assertThat;

import java.util.List;
import org.beamnsl.core.image.RgbImage;
import org.junit.jupiter.api.Test;

class PictureTest {
  @Test
  void infernoGoesFromNearlyBlackOverRedToPaleYellow() {
    float[] colors = new float[9];
    Inferno.color(0, colors, 0);
    Inferno.color(0.5, colors, 3);
    Inferno.color(7, colors, 6);
    // Matplotlib: (0, 0, 4), (188, 55, 84), (252, 255, 164).
    assertThat(colors)
        .usingTolerance(6)
        .containsExactly(0, 0, 4, 188, 55, 84, 252, 255, 164)
        .inOrder();
  }

  @Test
  void whatDoesNotMoveIsGreyAndTheLargestMoveIsWhiteOrBlack() {
    RgbImage moves =
        Picture.difference(
            new float[] {0, 0, 0}, new float[] {0, 0.2f, -0.1f}, new int[] {1, 3, 1});
    assertThat(new float[] {moves.values()[0], moves.values()[3], moves.values()[6]})
        .usingTolerance(0.01)
        .containsExactly(128, 255, 64.5)
        .inOrder();
  }

  @Test
  void photosUseTheWholeRangeAndGreyHasThreeChannels() {
    RgbImage photo = Picture.photo(new float[] {0, 0.5f}, new int[] {1, 2, 1}, 0, 0.5f);
    assertThat(photo.values())
        .usingTolerance(1e-4)
        .containsExactly(0, 0, 0, 255, 255, 255)
        .inOrder();
  }

  @Test
  void gridsKeepImagesApartAndEnlargedPixelsAreSquares() {
    RgbImage white = new RgbImage(1, 1, new float[] {255, 255, 255});
    RgbImage grid = Picture.grid(List.of(white, white, white), 2);
    assertThat(List.of(grid.width(), grid.height())).containsExactly(3, 3).inOrder();
    assertThat(grid.values()[3]).isEqualTo(128f);
    assertThat(grid.values()[6]).isEqualTo(255f);
    RgbImage large = Picture.enlarged(grid, 7);
    assertThat(List.of(large.width(), large.height())).containsExactly(9, 9).inOrder();
    assertThat(large.values()[2 * 3]).isEqualTo(255f);
    assertThat(large.values()[3 * 3]).isEqualTo(128f);
  }
}
