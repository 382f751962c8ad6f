package org.beamnsl.trainer.evaluate;

import static com.google.common.truth.Truth.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoredTest {
  private static final Scored THREE =
      new Scored(
          new int[] {0, 1, 1, 0},
          new float[][] {{0.9f, 0.1f}, {0.2f, 0.8f}, {0.6f, 0.4f}, {0.5f, 0.5f}});

  @Test
  void accuracyCountsTheMostProbableClassAndTiesGoToTheFirst() {
    assertThat(THREE.accuracy()).isEqualTo(0.75);
  }

  @Test
  void confusionCountsByLabelAndPrediction() {
    assertThat(THREE.confusion()).isEqualTo(new long[][] {{2, 0}, {1, 1}});
  }

  @Test
  void confidencesAreBinnedByTheProbabilityOfThePredictedClass() {
    Scored sure =
        new Scored(
            new int[] {0, 1, 1},
            new float[][] {{0.9375f, 0.0625f}, {0.625f, 0.375f}, {0.5f, 0.5f}});
    assertThat(sure.confidences().get(9)).isEqualTo(new Scored.Confidence(1, 0.9375, 1));
    assertThat(sure.confidences().get(6)).isEqualTo(new Scored.Confidence(1, 0.625, 0));
    assertThat(sure.calibrationError()).isWithin(1e-12).of((0.0625 + 0.625 + 0.5) / 3);
  }

  @Test
  void lossIsTheMeanNegativeLogLikelihood() {
    double expected = -(Math.log(0.9f) + Math.log(0.8f) + Math.log(0.4f) + Math.log(0.5f)) / 4;
    assertThat(THREE.loss()).isWithin(1e-12).of(expected);
  }

  @Test
  void aProbabilityOfZeroGivesAFiniteLoss() {
    Scored wrong = new Scored(new int[] {0}, new float[][] {{0, 1}});
    assertThat(wrong.loss()).isWithin(1e-9).of(-Math.log(1e-7));
  }

  @Test
  void aucEqualsTheShareOfOrderedPairs() {
    Random random = new Random(3);
    int[] labels = new int[200];
    float[][] scores = new float[labels.length][2];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(2);
      // Few different values, so that there are ties.
      scores[i][1] = (random.nextInt(10) + labels[i] * 2) / 12f;
      scores[i][0] = 1 - scores[i][1];
    }
    assertThat(new Scored(labels, scores).auc()).isWithin(1e-12).of(pairs(labels, scores));
  }

  private static double pairs(int[] labels, float[][] scores) {
    double right = 0;
    long all = 0;
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < labels.length; j++) {
        if (labels[i] == 1 && labels[j] == 0) {
          all++;
          float difference = scores[i][1] - scores[j][1];
          right += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
        }
      }
    }
    return right / all;
  }

  @Test
  void aucOfSeveralClassesIsTheMeanOverThoseThatOccur() {
    Scored perfect =
        new Scored(new int[] {0, 1}, new float[][] {{0.8f, 0.1f, 0.1f}, {0.1f, 0.8f, 0.1f}});
    assertThat(perfect.auc()).isEqualTo(1.0);
  }

  @Test
  void aucOfOneClassAloneIsNotDefined() {
    assertThat(new Scored(new int[] {1}, new float[][] {{0, 1}}).auc()).isNaN();
  }
}
