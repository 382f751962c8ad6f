package org.beamnsl.trainer.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Predictions for labelled examples.
 *
 * @param labels classes from 0, one per example
 * @param probabilities [examples][classes]
 */
record Scored(int[] labels, float[][] probabilities) {
  static final int CONFIDENCE_BINS = 10;
  private static final double SMALLEST = 1e-7;

  Scored {
    if (labels.length != probabilities.length) {
      throw new IllegalArgumentException(
          labels.length + " labels for " + probabilities.length + " predictions");
    }
  }

  int classes() {
    return probabilities.length == 0 ? 0 : probabilities[0].length;
  }

  /** The examples of these rows. */
  Scored rows(int[] rows) {
    return new Scored(
        Arrays.stream(rows).map(row -> labels[row]).toArray(),
        Arrays.stream(rows).mapToObj(row -> probabilities[row]).toArray(float[][]::new));
  }

  /** Share of examples whose most probable class is their label; the smaller class wins a tie. */
  double accuracy() {
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += best(probabilities[i]) == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  /** Mean of −log p[label], with p clipped to at least 1e-7 as Keras does. */
  double loss() {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum -= Math.log(Math.max(SMALLEST, probabilities[i][labels[i]]));
    }
    return sum / labels.length;
  }

  /**
   * How often predictions are right by how sure they are: {@value #CONFIDENCE_BINS} bins of equal
   * width over the probability of the predicted class. Sums, so that seeds can be added.
   */
  List<Confidence> confidences() {
    double[] sure = new double[CONFIDENCE_BINS];
    long[] right = new long[CONFIDENCE_BINS];
    long[] count = new long[CONFIDENCE_BINS];
    for (int i = 0; i < labels.length; i++) {
      int best = best(probabilities[i]);
      double confidence = probabilities[i][best];
      int bin = (int) Math.max(0, Math.min(CONFIDENCE_BINS - 1, confidence * CONFIDENCE_BINS));
      sure[bin] += confidence;
      right[bin] += best == labels[i] ? 1 : 0;
      count[bin]++;
    }
    return IntStream.range(0, CONFIDENCE_BINS)
        .mapToObj(bin -> new Confidence(count[bin], sure[bin], right[bin]))
        .toList();
  }

  /**
   * Examples of one bin of confidence.
   *
   * @param confidence sum of the probabilities of the predicted classes
   * @param right number of right predictions
   */
  record Confidence(long examples, double confidence, long right) {
    Confidence plus(Confidence other) {
      return new Confidence(
          examples + other.examples, confidence + other.confidence, right + other.right);
    }
  }

  /**
   * Expected calibration error (Guo, Pleiss, Sun and Weinberger, 2017): the mean distance between
   * confidence and accuracy over the bins, weighted by their examples; 0 is perfect.
   */
  double calibrationError() {
    return confidences().stream().mapToDouble(bin -> Math.abs(bin.confidence() - bin.right())).sum()
        / labels.length;
  }

  /** Counts by [label][prediction]. */
  long[][] confusion() {
    long[][] counts = new long[classes()][classes()];
    for (int i = 0; i < labels.length; i++) {
      counts[labels[i]][best(probabilities[i])]++;
    }
    return counts;
  }

  /**
   * Area under the ROC curve: of class 1 for two classes, else the mean of one against the rest
   * over the classes that have examples on both sides; not a number when there is none.
   */
  double auc() {
    if (classes() == 2) {
      return auc(1);
    }
    return IntStream.range(0, classes())
        .mapToDouble(this::auc)
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  /** Mann–Whitney: the share of (positive, negative) pairs in the right order, ties count half. */
  private double auc(int positive) {
    Integer[] order = new Integer[labels.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order, (a, b) -> Float.compare(probabilities[a][positive], probabilities[b][positive]));
    double rankSum = 0;
    long positives = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      int positivesInTie = 0;
      float score = probabilities[order[from]][positive];
      while (to < order.length && probabilities[order[to]][positive] == score) {
        positivesInTie += labels[order[to]] == positive ? 1 : 0;
        to++;
      }
      rankSum += positivesInTie * (from + 1 + to) / 2.0;
      positives += positivesInTie;
      from = to;
    }
    long negatives = labels.length - positives;
    return positives == 0 || negatives == 0
        ? Double.NaN
        : (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
  }

  static int best(float[] scores) {
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      if (scores[c] > scores[best]) {
        best = c;
      }
    }
    return best;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scored that
        && Arrays.equals(labels, that.labels)
        && Arrays.deepEquals(probabilities, that.probabilities);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(labels);
  }

  @Override
  public String toString() {
    return "Scored[" + labels.length + " examples, " + classes() + " classes]";
  }
}
