package org.beamnsl.trainer.command;

import static com.google.common.truth.Truth.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beamnsl.trainer.evaluate.EvaluationReport.Attacked;
import org.beamnsl.trainer.evaluate.EvaluationReport.ModelResult;
import org.beamnsl.trainer.evaluate.Spread;
import org.junit.jupiter.api.Test;

class RobustnessTableTest {
  /** A model of accuracy 0.8, and its accuracy at strengths 0.1, 0.2, … */
  private static ModelResult model(double... attacked) {
    return model(List.of(), attacked);
  }

  private static ModelResult model(List<List<Long>> confusion, double... attacked) {
    List<Attacked> attacks = new ArrayList<>();
    for (int i = 0; i < attacked.length; i++) {
      attacks.add(
          new Attacked(
              "fgsm",
              "infinity",
              (i + 1) / 10.0,
              1,
              null,
              Map.of("accuracy", Spread.of(attacked[i]))));
    }
    return new ModelResult(
        "m",
        "",
        List.of(1L),
        Map.of("accuracy", Spread.of(0.8)),
        confusion,
        List.of(),
        List.of(),
        attacks,
        List.of(),
        List.of(),
        null);
  }

  @Test
  void theStrengthThatCostsThirtyPointsLiesBetweenTheMeasuredOnes() {
    assertThat(model(0.7, 0.4, 0.1).strengthOfLoss()).isWithin(1e-9).of(0.1 + 0.1 * 2 / 3);
    assertThat(model(0.7, 0.65, 0.6).strengthOfLoss()).isNull();
  }

  @Test
  void fewStrengthsAreNoCurve() {
    assertThat(model(0.1).strengthOfLoss()).isNull();
  }

  @Test
  void accuracyThatRisesWithTheStrengthIsTold() {
    assertThat(RobustnessTable.gainsByStrength(model(0.5, 0.3, 0.1))).isFalse();
    assertThat(RobustnessTable.gainsByStrength(model(0.5, 0.3, 0.34))).isFalse();
    assertThat(RobustnessTable.gainsByStrength(model(0.5, 0.3, 0.6))).isTrue();
    assertThat(RobustnessTable.gainsByStrength(model(0.9))).isTrue();
  }

  @Test
  void accuracyThatReturnsToThatOfGuessingIsNotToldAsRising() {
    // By labels, 40 of 100 examples are of the largest class.
    List<List<Long>> confusion =
        List.of(List.of(20L, 5L, 5L), List.of(5L, 30L, 5L), List.of(0L, 0L, 30L));
    assertThat(RobustnessTable.gainsByStrength(model(confusion, 0.2, 0.1, 0.4))).isFalse();
    assertThat(RobustnessTable.gainsByStrength(model(confusion, 0.2, 0.1, 0.6))).isTrue();
  }
}
