package org.beamnsl.trainer.evaluate;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A change of an image that no adversary chose: what a camera, the weather or a hand does to it.
 * Directions are drawn from a seed, so that the same image is always changed in the same way.
 *
 * @param severity 1 (weak) to 3 (strong)
 */
public record Corruption(Kind kind, int severity) {
  /** Severities that a table shows. */
  public static final int SEVERITIES = 3;

  /** What happens to the image; the strengths are those of severity 1, 2 and 3. */
  public enum Kind {
    /** By a share of the longer side, in a random direction; the rim is repeated. */
    SHIFT(0.05, 0.1, 0.2),
    /** By degrees around the middle, to a random side; the rim is repeated. */
    ROTATION(5, 15, 30),
    /** Mean along a line as long as a share of the longer side, in a random direction. */
    MOTION_BLUR(0.03, 0.06, 0.12),
    /** Gaussian noise whose standard deviation is a share of the range of the pixels. */
    NOISE(0.05, 0.1, 0.2),
    /** Brighter or darker by a share of the range of the pixels. */
    BRIGHTNESS(0.1, 0.2, 0.4);

    private final double[] strengths;

    Kind(double... strengths) {
      this.strengths = strengths;
    }

    /** The name in flags and tables. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Checks the range. */
  public Corruption {
    if (severity < 1 || severity > SEVERITIES) {
      throw new IllegalArgumentException("severity " + severity + " is not 1 to " + SEVERITIES);
    }
  }

  /** How strong it is, in the unit of its kind. */
  public double strength() {
    return kind.strengths[severity - 1];
  }

  /**
   * Changes an image of {@code shape} (height, width, channels) whose pixels lie between {@code
   * low} and {@code high}, and stay there.
   */
  float[] apply(float[] pixels, int[] shape, float low, float high, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    // The first numbers of neighbouring seeds are alike.
    random.nextLong();
    Canvas canvas = new Canvas(pixels, shape[0], shape[1], shape[2]);
    double longer = Math.max(shape[0], shape[1]);
    double angle = 2 * Math.PI * random.nextDouble();
    double side = random.nextBoolean() ? 1 : -1;
    double range = high - low;
    float[] changed =
        switch (kind) {
          case SHIFT -> {
            double dx = strength() * longer * Math.cos(angle);
            double dy = strength() * longer * Math.sin(angle);
            yield canvas.map((x, y) -> new double[] {x - dx, y - dy});
          }
          case ROTATION -> {
            double cos = Math.cos(side * Math.toRadians(strength()));
            double sin = Math.sin(side * Math.toRadians(strength()));
            double cx = (shape[1] - 1) / 2.0;
            double cy = (shape[0] - 1) / 2.0;
            yield canvas.map(
                (x, y) ->
                    new double[] {
                      cx + cos * (x - cx) - sin * (y - cy), cy + sin * (x - cx) + cos * (y - cy)
                    });
          }
          case MOTION_BLUR -> blur(canvas, strength() * longer, angle);
          case NOISE -> {
            float[] noisy = pixels.clone();
            for (int i = 0; i < noisy.length; i++) {
              noisy[i] += (float) (strength() * range * gaussian(random));
            }
            yield noisy;
          }
          case BRIGHTNESS -> {
            float[] lit = pixels.clone();
            for (int i = 0; i < lit.length; i++) {
              lit[i] += (float) (side * strength() * range);
            }
            yield lit;
          }
        };
    for (int i = 0; i < changed.length; i++) {
      changed[i] = Math.max(low, Math.min(high, changed[i]));
    }
    return changed;
  }

  private static float[] blur(Canvas canvas, double length, double angle) {
    int points = (int) Math.ceil(length) + 1;
    float[] sum = new float[canvas.pixels.length];
    for (int p = 0; p < points; p++) {
      double along = length * ((double) p / (points - 1) - 0.5);
      double dx = along * Math.cos(angle);
      double dy = along * Math.sin(angle);
      float[] moved = canvas.map((x, y) -> new double[] {x - dx, y - dy});
      for (int i = 0; i < sum.length; i++) {
        sum[i] += moved[i] / points;
      }
    }
    return sum;
  }

  /** Box–Muller: unlike the platform's own, the same on every version of Java. */
  private static double gaussian(SplittableRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }

  private record Canvas(float[] pixels, int height, int width, int channels) {
    @FunctionalInterface
    interface Place {
      double[] of(int x, int y);
    }

    /** Every pixel taken from another place, bilinear; beyond the rim the rim goes on. */
    float[] map(Place source) {
      float[] mapped = new float[pixels.length];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double[] place = source.of(x, y);
          double sx = Math.max(0, Math.min(width - 1, place[0]));
          double sy = Math.max(0, Math.min(height - 1, place[1]));
          int left = (int) sx;
          int top = (int) sy;
          int right = Math.min(width - 1, left + 1);
          int bottom = Math.min(height - 1, top + 1);
          double fx = sx - left;
          double fy = sy - top;
          for (int c = 0; c < channels; c++) {
            double upper = (1 - fx) * at(left, top, c) + fx * at(right, top, c);
            double lower = (1 - fx) * at(left, bottom, c) + fx * at(right, bottom, c);
            mapped[(y * width + x) * channels + c] = (float) ((1 - fy) * upper + fy * lower);
          }
        }
      }
      return mapped;
    }

    private float at(int x, int y, int channel) {
      return pixels[(y * width + x) * channels + channel];
    }
  }
}
