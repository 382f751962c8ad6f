package org.beamnsl.trainer.command;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.beamnsl.trainer.testing.Examples;
import org.beamnsl.trainer.testing.TrainerProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models, terms and attacks that a module on the class path provides. */
class OwnModulesTest {
  @TempDir Path folder;
  private TrainerProgram nsl;

  @BeforeEach
  void writeExamples() {
    nsl = new TrainerProgram(folder);
    Examples.write(folder.resolve("train.gz"), Examples.twoClasses(80, 1));
  }

  @Test
  void aModelIsTrainedSavedAndEvaluatedByItsName() throws IOException {
    assertThat(nsl.train("model", "--ownModel=quadratic", "--epochs=30")).isEqualTo(0);
    assertThat(nsl.printed()).containsMatch("label +own model +\\[2\\] +16");
    assertThat(
            nsl.run("evaluate", "--models=@model", "--examples=@train.gz", "--output=@evaluation"))
        .isEqualTo(0);
    JsonNode report = nsl.json("evaluation/evaluation.json");
    assertThat(report.at("/models/0/metrics/accuracy/mean").asDouble()).isGreaterThan(0.9);
  }

  @Test
  void anUnknownLayerOfAnOwnModelIsNamedWithTheFlag() {
    String[] flags = {
      "--ownModel=quadratic", "--regularization=graph", "--regularizeLayer=hidden_0"
    };
    assertThat(nsl.train("model", flags)).isEqualTo(64);
    assertThat(nsl.messages())
        .contains("--regularizeLayer=hidden_0: no such layer; the model has label");
  }

  @Test
  void aTermIsAddedWithItsWeight() throws IOException {
    assertThat(nsl.train("model", "--ownRegularizers=confidence:0.5")).isEqualTo(0);
    JsonNode metrics = nsl.json("model/training.json").at("/runs/0/history/0/metrics");
    assertThat(metrics.at("/scaled_confidence").asDouble()).isGreaterThan(0.1);
    assertThat(metrics.at("/loss").asDouble())
        .isWithin(1e-5)
        .of(
            metrics.at("/supervised_loss").asDouble()
                + metrics.at("/scaled_confidence").asDouble());
  }

  @Test
  void anAttackMovesWhatAdversarialTrainingLearns() throws IOException {
    assertThat(
            nsl.train(
                "shifted",
                "--regularization=adversarial",
                "--ownAttack=shift",
                "--adversarialStep=3"))
        .isEqualTo(0);
    assertThat(nsl.train("stepped", "--regularization=adversarial", "--adversarialStep=3"))
        .isEqualTo(0);
    String term = "/runs/0/history/0/metrics/scaled_adversarial_loss";
    assertThat(nsl.json("shifted/training.json").at(term).asDouble())
        .isNotEqualTo(nsl.json("stepped/training.json").at(term).asDouble());
  }

  @Test
  void unknownNamesAreAnsweredWithThoseThereAre() {
    assertThat(nsl.train("model", "--ownModel=cubic")).isEqualTo(78);
    assertThat(nsl.messages())
        .contains("--ownModel=cubic: no ModelProvider of this name is on the class path");
    assertThat(nsl.messages()).contains("[quadratic]");
    assertThat(nsl.train("model", "--ownRegularizers=smooth")).isEqualTo(78);
    assertThat(nsl.messages()).contains("--ownRegularizers=smooth: no RegularizerProvider");
  }

  @Test
  void anAttackWithoutAdversarialTrainingIsRefused() {
    assertThat(nsl.train("model", "--ownAttack=shift")).isEqualTo(64);
    assertThat(nsl.messages()).contains("--ownAttack=shift needs --regularization=adversarial");
  }
}
