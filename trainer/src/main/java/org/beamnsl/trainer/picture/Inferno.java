package org.beamnsl.trainer.picture;

/**
 * The colour map "inferno" of Matplotlib by Nathaniel Smith and Stéfan van der Walt (CC0), as the
 * polynomial of degree 6 that Matt Zucker fitted to it (CC0).
 */
final class Inferno {
  private static final double[][] COEFFICIENTS = {
    {0.0002189403691192265, 0.001651004631001012, -0.01948089843709184},
    {0.1065134194856116, 0.5639564367884091, 3.932712388889277},
    {11.60249308247187, -3.972853965665698, -15.9423941062914},
    {-41.70399613139459, 17.43639888205313, 44.35414519872813},
    {77.162935699427, -33.40235894210092, -81.80730925738993},
    {-71.31942824499214, 32.62606426397723, 73.20951985803202},
    {25.13112622477341, -12.24266895238567, -23.07032500287172}
  };

  private Inferno() {}

  /** Writes red, green and blue in [0, 255] of a value in [0, 1]; others are cut. */
  static void color(double value, float[] target, int at) {
    double t = Math.max(0, Math.min(1, value));
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      for (int power = COEFFICIENTS.length - 1; power >= 0; power--) {
        sum = sum * t + COEFFICIENTS[power][c];
      }
      target[at + c] = (float) (255 * Math.max(0, Math.min(1, sum)));
    }
  }
}
