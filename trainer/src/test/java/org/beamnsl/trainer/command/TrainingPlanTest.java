package org.beamnsl.trainer.command;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beamnsl.core.command.OptionsType;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.regularize.Multiplier;
import org.beamnsl.trainer.regularize.Regularizer;
import org.beamnsl.trainer.training.FitConfig;
import org.junit.jupiter.api.Test;

class TrainingPlanTest {
  private static TrainingPlan plan(String... flags) {
    Map<String, String> texts = new HashMap<>();
    texts.put("train", "in");
    texts.put("output", "out");
    texts.put("feature", "x");
    for (String flag : flags) {
      int equals = flag.indexOf('=');
      texts.put(flag.substring(0, equals), flag.substring(equals + 1));
    }
    return new TrainingPlan(OptionsType.of(TrainOptions.class).bind(texts));
  }

  @Test
  void everyRegularizationHasItsTerms() {
    assertThat(names(plan())).isEmpty();
    assertThat(names(plan("regularization=graph"))).containsExactly("graph_loss");
    assertThat(names(plan("regularization=graph+adversarial")))
        .containsExactly("graph_loss", "adversarial_loss")
        .inOrder();
    assertThat(names(plan("regularization=virtual-adversarial")))
        .containsExactly("virtual_adversarial_loss");
  }

  private static List<String> names(TrainingPlan plan) {
    return plan.regularizers(Optional.empty()).stream().map(Regularizer::name).toList();
  }

  @Test
  void theWeightsOfAddedLossesRiseAndFall() {
    Multiplier weight =
        plan(
                "regularization=graph",
                "graphMultiplier=0.5",
                "multiplierWarmup=10",
                "multiplierDecay=exponential",
                "multiplierDecaySteps=100",
                "multiplierDecayRate=0.5")
            .regularizers(Optional.empty())
            .get(0)
            .multiplier();
    assertThat(weight.at(0)).isLessThan(0.1);
    assertThat(weight.at(10)).isWithin(1e-12).of(0.5);
    assertThat(weight.at(110)).isWithin(1e-12).of(0.25);
  }

  @Test
  void withoutEpochsAndStepsThereAreTenEpochs() {
    assertThat(plan("batch=10").options().length().expectedSteps(95)).isEqualTo(100);
    assertThat(plan("batch=10", "epochs=2").options().length().expectedSteps(95)).isEqualTo(20);
    assertThat(plan("batch=10", "steps=7").options().length().expectedSteps(95)).isEqualTo(7);
    assertThat(plan("batch=10", "epochs=2", "steps=7").options().length().expectedSteps(95))
        .isEqualTo(7);
    assertThat(plan("batch=10", "epochs=2", "steps=70").options().length().expectedSteps(95))
        .isEqualTo(20);
  }

  @Test
  void aCosineReachesZeroAtTheEnd() {
    FitConfig fit =
        plan("steps=40", "learningRateSchedule=cosine").fit(1, 95, Optional.empty(), "");
    assertThat(fit.learningRate().at(0, 0.1)).isWithin(1e-12).of(0.1);
    assertThat(fit.learningRate().at(20, 0.1)).isWithin(1e-12).of(0.05);
    assertThat(fit.learningRate().at(40, 0.1)).isWithin(1e-12).of(0);
  }

  @Test
  void unlabelledExamplesTakePartOnlyWhereTheyCan() {
    assertThat(plan("regularization=graph", "unlabeledSeeds=true").options().usesUnlabelled())
        .isTrue();
    assertThat(plan("regularization=graph").options().usesUnlabelled()).isFalse();
    assertThat(plan("regularization=none", "unlabeledSeeds=true").options().usesUnlabelled())
        .isFalse();
  }

  @Test
  void repeatedSeedsAreRefused() {
    assertThrows(NslException.class, () -> plan("seeds=1,2,1"));
    assertThat(plan("seeds=1,2").options().randomness().trained())
        .containsExactly(1L, 2L)
        .inOrder();
    assertThat(plan("seed=9").options().randomness().trained()).containsExactly(9L);
  }

  @Test
  void patienceNeedsValidationData() {
    NslException failure = assertThrows(NslException.class, () -> plan("patience=2"));
    assertThat(failure)
        .hasMessageThat()
        .isEqualTo("--patience=2 needs --validation or --validationFraction");
  }
}
