package org.beamnsl.trainer.evaluate;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;

class CorruptionTest {
  private static final int[] SHAPE = {8, 8, 1};

  private static float[] dot() {
    float[] pixels = new float[64];
    pixels[3 * 8 + 4] = 1;
    return pixels;
  }

  private static double sum(float[] pixels) {
    double sum = 0;
    for (float pixel : pixels) {
      sum += pixel;
    }
    return sum;
  }

  private static float[] apply(Corruption.Kind kind, int severity, float[] pixels, long seed) {
    return new Corruption(kind, severity).apply(pixels, SHAPE, 0, 1, seed);
  }

  @Test
  void everyCorruptionChangesTheImageInTheSameWayForTheSameSeedAndStaysInRange() {
    for (Corruption.Kind kind : Corruption.Kind.values()) {
      float[] once = apply(kind, 3, dot(), 7);
      assertThat(once).isEqualTo(apply(kind, 3, dot(), 7));
      assertThat(once).isNotEqualTo(dot());
      for (float pixel : once) {
        assertThat(pixel).isAtLeast(0f);
        assertThat(pixel).isAtMost(1f);
      }
    }
  }

  @Test
  void movesKeepTheLightOfADotInTheMiddle() {
    assertThat(sum(apply(Corruption.Kind.SHIFT, 2, dot(), 3))).isWithin(1e-5).of(1);
    assertThat(sum(apply(Corruption.Kind.MOTION_BLUR, 3, dot(), 3))).isWithin(1e-5).of(1);
  }

  @Test
  void aShiftMovesByItsStrength() {
    float[] moved = apply(Corruption.Kind.SHIFT, 3, dot(), 11);
    double x = 0;
    double y = 0;
    for (int i = 0; i < 64; i++) {
      x += moved[i] * (i % 8);
      y += moved[i] * (i / 8);
    }
    assertThat(Math.hypot(x - 4, y - 3)).isWithin(1e-4).of(0.2 * 8);
  }

  @Test
  void brightnessAddsAShareOfTheRange() {
    float[] grey = new float[64];
    java.util.Arrays.fill(grey, 0.5f);
    assertThat(Math.abs(apply(Corruption.Kind.BRIGHTNESS, 2, grey, 1)[0] - 0.5f))
        .isWithin(1e-6f)
        .of(0.2f);
  }

  @Test
  void noiseHasItsStandardDeviation() {
    float[] grey = new float[64 * 64];
    java.util.Arrays.fill(grey, 0.5f);
    float[] noisy =
        new Corruption(Corruption.Kind.NOISE, 1).apply(grey, new int[] {64, 64, 1}, 0, 1, 5);
    double squares = 0;
    for (float pixel : noisy) {
      squares += (pixel - 0.5) * (pixel - 0.5);
    }
    assertThat(Math.sqrt(squares / noisy.length)).isWithin(0.003).of(0.05);
  }
}
