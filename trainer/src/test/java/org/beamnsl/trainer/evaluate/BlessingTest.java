package org.beamnsl.trainer.evaluate;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.beamnsl.core.failure.NslException;
import org.junit.jupiter.api.Test;

final class BlessingTest {
  private static final Blessing ATTACKED =
      new Blessing(
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.of(0.6),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          false);

  private static EvaluationReport.Attacked attack(
      double epsilon, Optional<String> by, Map<String, Spread> metrics) {
    return new EvaluationReport.Attacked("fgsm", "infinity", epsilon, 1, by.orElse(null), metrics);
  }

  private static EvaluationReport.Attacked attack(double epsilon, double... accuracies) {
    return attack(epsilon, Optional.empty(), accuracy(accuracies));
  }

  private static Map<String, Spread> accuracy(double... values) {
    return Map.of("accuracy", Spread.of(values));
  }

  private static EvaluationReport.Check check(
      List<EvaluationReport.Attacked> attacks, List<EvaluationReport.Attacked> transfers) {
    EvaluationReport.ModelResult model =
        new EvaluationReport.ModelResult(
            "robust",
            "",
            List.of(1L, 2L),
            accuracy(0.9, 0.9),
            List.of(),
            List.of(),
            List.of(),
            attacks,
            transfers,
            List.of(),
            null);
    List<EvaluationReport.Check> checks = ATTACKED.check(model, Optional.empty());
    assertThat(checks).hasSize(1);
    return checks.get(0);
  }

  /** The curve of a model that learned to read the label from the longest step. */
  @Test
  void aModelThatIsWrongAtAWeakerAttackIsNotBlessed() {
    EvaluationReport.Check check =
        check(
            List.of(attack(0.02, 0.7, 0.7), attack(0.05, 0.2, 0.3), attack(0.2, 0.8, 0.9)),
            List.of());
    assertThat(check.passed()).isFalse();
    assertThat(check.actual()).isWithin(1e-9).of(0.25);
    assertThat(check.text())
        .isEqualTo(
            "accuracy of robust under fgsm 0.05, the worst of 3 attacks, is 0.2500, >= 0.6000: does"
                + " not hold");
  }

  @Test
  void attacksOfAnotherModelCountToo() {
    EvaluationReport.Check check =
        check(
            List.of(attack(0.2, 0.8, 0.9)),
            List.of(attack(0.2, Optional.of("base"), accuracy(0.5, 0.5))));
    assertThat(check.passed()).isFalse();
    assertThat(check.text()).contains("under fgsm 0.2 by base, the worst of 2 attacks, is 0.5000");
  }

  @Test
  void allAttacksWithstoodIsBlessedByTheWorst() {
    EvaluationReport.Check check =
        check(List.of(attack(0.1, 0.8, 0.8), attack(0.2, 0.6, 0.7)), List.of());
    assertThat(check.passed()).isTrue();
    assertThat(check.actual()).isWithin(1e-9).of(0.65);
  }

  @Test
  void anAttackWithoutAccuracyDoesNotPass() {
    EvaluationReport.Check check =
        check(List.of(attack(0.1, Optional.empty(), Map.of()), attack(0.2, 0.9, 0.9)), List.of());
    assertThat(check.passed()).isFalse();
  }

  @Test
  void withoutAttackTheBoundIsAMistake() {
    NslException failure = assertThrows(NslException.class, () -> check(List.of(), List.of()));
    assertThat(failure).hasMessageThat().contains("needs --attack=fgsm or pgd");
  }
}
