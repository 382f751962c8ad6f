package org.beamnsl.trainer.command;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.trainer.testing.Examples;
import org.beamnsl.trainer.testing.TrainerProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Example;

class TrainCommandTest {
  private static final String ACCURACY = "/models/0/metrics/accuracy/mean";

  @TempDir Path folder;
  private TrainerProgram nsl;

  @BeforeEach
  void writeExamples() {
    nsl = new TrainerProgram(folder);
    Examples.write(folder.resolve("train.gz"), Examples.twoClasses(120, 1));
    Examples.write(folder.resolve("test.gz"), Examples.twoClasses(60, 2));
  }

  private String digest(String output) throws IOException {
    return Artifact.at(folder.resolve(output).toString()).orElseThrow().manifest().dataDigest();
  }

  @Test
  void severalSeedsAreTrainedAndTheEvaluationComparesTheModels() throws IOException {
    assertThat(nsl.train("base", "--seeds=1,2")).isEqualTo(0);
    assertThat(nsl.train("graph", "--seeds=1,2", "--regularization=graph", "--neighbors=2"))
        .isEqualTo(0);
    assertThat(nsl.printed()).contains("hidden_0");
    assertThat(Files.exists(folder.resolve("graph/seed-2/Format-Serving/saved_model.pb"))).isTrue();
    assertThat(Files.exists(folder.resolve("graph/Format-Serving/saved_model.pb"))).isTrue();
    assertThat(Files.readString(folder.resolve("graph/model_card.md")))
        .contains("| regularization | graph |");
    JsonNode training = nsl.json("graph/training.json");
    assertThat(training.at("/runs/1/seed").asInt()).isEqualTo(2);
    assertThat(training.at("/runs/1/history/2/step").asInt()).isEqualTo(24);
    assertThat(training.at("/runs/0/history/0/metrics/scaled_graph_loss").asDouble())
        .isGreaterThan(0);
    assertThat(training.at("/data/neighborPairs").asInt()).isGreaterThan(50);
    assertThat(
            nsl.run(
                "evaluate",
                "--models=@base,second=@graph",
                "--examples=@test.gz",
                "--output=@evaluation",
                "--baseline=base",
                "--minAccuracy=0.9",
                "--slices=label,NL_num_nbrs",
                "--attack=pgd",
                "--epsilons=0.5,4",
                "--attackIterations=3"))
        .isEqualTo(0);
    JsonNode report = nsl.json("evaluation/evaluation.json");
    assertThat(report.at("/candidate").asText()).isEqualTo("second");
    assertThat(report.at("/models/1/metrics/accuracy/mean").asDouble()).isGreaterThan(0.9);
    assertThat(report.at("/models/0/slices").size()).isEqualTo(2 + 3);
    assertThat(report.at("/comparisons/0/pairedBySeed").asBoolean()).isTrue();
    double gain = report.at("/comparisons/0/metrics/loss/mean").asDouble();
    assertThat(report.at("/comparisons/0/intervals95/loss/low").asDouble()).isLessThan(gain);
    assertThat(report.at("/comparisons/0/intervals95/loss/high").asDouble()).isGreaterThan(gain);
    assertThat(nsl.printed()).contains("(paired by seed, 95 % interval ");
    assertThat(report.at("/models/0/attacks/1/metrics/accuracy/mean").asDouble())
        .isLessThan(report.at("/models/0/metrics/accuracy/mean").asDouble() - 0.5);
    assertThat(Files.exists(folder.resolve("evaluation/BLESSED"))).isTrue();
    assertThat(Files.exists(folder.resolve("evaluation/NOT_BLESSED"))).isFalse();
  }

  @Test
  void aCandidateBelowABoundIsNotBlessedAndTheStatusIsZero() throws IOException {
    assertThat(nsl.train("model")).isEqualTo(0);
    assertThat(
            nsl.run(
                "evaluate",
                "--models=@model",
                "--examples=@test.gz",
                "--output=@evaluation",
                "--maxLoss=0.000001"))
        .isEqualTo(0);
    assertThat(Files.exists(folder.resolve("evaluation/NOT_BLESSED"))).isTrue();
    assertThat(nsl.json("evaluation/evaluation.json").at("/checks/0/passed").asBoolean()).isFalse();
  }

  @Test
  void theSameTrainingGivesTheSameDigest() throws IOException {
    assertThat(nsl.train("one", "--dropout=0.2")).isEqualTo(0);
    assertThat(nsl.train("two", "--dropout=0.2")).isEqualTo(0);
    assertThat(digest("two")).isEqualTo(digest("one"));
  }

  @Test
  void aRunThatResumesFromACheckpointGivesTheSameWeights() throws IOException {
    assertThat(nsl.train("whole", "--steps=20", "--dropout=0.2")).isEqualTo(0);
    String[] checkpoints = {"--checkpoints=@ck", "--checkpointEvery=4", "--dropout=0.2"};
    assertThat(nsl.train("part", append(checkpoints, "--steps=10"))).isEqualTo(0);
    assertThat(nsl.train("rest", append(checkpoints, "--steps=20"))).isEqualTo(0);
    byte[] expected = weights("whole");
    assertThat(weights("rest")).isEqualTo(expected);
    assertThat(weights("part")).isNotEqualTo(expected);
  }

  private static String[] append(String[] flags, String more) {
    List<String> all = new ArrayList<>(List.of(flags));
    all.add(more);
    return all.toArray(String[]::new);
  }

  private byte[] weights(String output) throws IOException {
    return Files.readAllBytes(
        folder.resolve(output + "/Format-Serving/variables/variables.data-00000-of-00001"));
  }

  @Test
  void textModelsReadSequences() throws IOException {
    assertThat(
            nsl.train(
                "text",
                "--feature=words",
                "--model=text-average",
                "--embeddingSize=4",
                "--regularization=graph",
                "--neighbors=1",
                "--regularizeLayer=hidden_0",
                "--epochs=30",
                "--validation=@test.gz",
                "--tensorboard=@events"))
        .isEqualTo(0);
    JsonNode history = nsl.json("text/training.json").at("/runs/0/history/29/metrics");
    assertThat(history.at("/val_accuracy").asDouble()).isGreaterThan(0.9);
    assertThat(Files.list(folder.resolve("events/seed-42")).count()).isEqualTo(1);
  }

  @Test
  void bagsOfIdsAreReadByAPerceptron() throws IOException {
    assertThat(nsl.train("bag", "--feature=words", "--bag=true", "--epochs=20")).isEqualTo(0);
    assertThat(nsl.json("bag/training.json").at("/layers/0/outputShape/0").asInt()).isEqualTo(21);
    assertThat(nsl.json("bag/training.json").at("/runs/0/history/19/metrics/accuracy").asDouble())
        .isGreaterThan(0.9);
  }

  @Test
  void adversarialAndVirtualAdversarialTrainingReportTheirTerms() throws IOException {
    assertThat(nsl.train("adversarial", "--regularization=graph+adversarial")).isEqualTo(0);
    assertThat(
            nsl.json("adversarial/training.json")
                .at("/runs/0/history/0/metrics/scaled_adversarial_loss")
                .asDouble())
        .isGreaterThan(0);
    assertThat(
            nsl.train("virtual", "--regularization=virtual-adversarial", "--adversarialStep=0.5"))
        .isEqualTo(0);
    assertThat(
            nsl.json("virtual/training.json")
                .at("/runs/0/history/0/metrics/scaled_virtual_adversarial_loss")
                .asDouble())
        .isGreaterThan(0);
  }

  @Test
  void attackedCopiesAreExamplesThatAnyModelIsEvaluatedOn() throws IOException {
    assertThat(nsl.train("model")).isEqualTo(0);
    assertThat(
            nsl.run(
                "perturb",
                "--model=@model",
                "--input=@test.gz",
                "--output=@attacked",
                "--norm=infinity",
                "--step=4",
                "--clipMin=-3"))
        .isEqualTo(0);
    for (String data : List.of("test.gz", "attacked")) {
      assertThat(
              nsl.run(
                  "evaluate", "--models=@model", "--examples=@" + data, "--output=@eval-" + data))
          .isEqualTo(0);
    }
    double clean = nsl.json("eval-test.gz/evaluation.json").at(ACCURACY).asDouble();
    double attacked = nsl.json("eval-attacked/evaluation.json").at(ACCURACY).asDouble();
    assertThat(attacked).isLessThan(clean - 0.5);
    Example original = Examples.read(folder.resolve("test.gz")).get(7);
    Example moved =
        Examples.read(folder.resolve("attacked/Split-train/data_tfrecord-00000-of-00001.gz"))
            .get(7);
    assertThat(moved.getFeatures().getFeatureMap().get("id"))
        .isEqualTo(original.getFeatures().getFeatureMap().get("id"));
    for (int i = 0; i < 4; i++) {
      float from = value(original, i);
      float to = value(moved, i);
      assertThat(to == from + 4 || to == Math.max(-3, from - 4)).isTrue();
    }
  }

  private static float value(Example example, int place) {
    return example.getFeatures().getFeatureOrThrow("x").getFloatList().getValue(place);
  }

  @Test
  void predictionsAreThoseThatEvaluateCounts() throws IOException {
    assertThat(nsl.train("model")).isEqualTo(0);
    assertThat(nsl.run("predict", "--model=@model", "--input=@test.gz", "--output=@predicted"))
        .isEqualTo(0);
    assertThat(
            nsl.run("evaluate", "--models=@model", "--examples=@test.gz", "--output=@evaluation"))
        .isEqualTo(0);
    List<Example> truth = Examples.read(folder.resolve("test.gz"));
    List<Example> predicted =
        Examples.read(folder.resolve("predicted/Split-train/data_tfrecord-00000-of-00001.gz"));
    int right = 0;
    for (int i = 0; i < truth.size(); i++) {
      assertThat(predicted.get(i).getFeatures().getFeatureMap().keySet())
          .containsExactly("id", "probabilities", "prediction");
      right += integer(truth.get(i), "label") == integer(predicted.get(i), "prediction") ? 1 : 0;
    }
    assertThat((double) right / truth.size())
        .isEqualTo(nsl.json("evaluation/evaluation.json").at(ACCURACY).asDouble());
  }

  private static long integer(Example example, String feature) {
    return example.getFeatures().getFeatureOrThrow(feature).getInt64List().getValue(0);
  }

  @Test
  void onlyListedIdsAreTrainedOn() throws IOException {
    Files.writeString(folder.resolve("ids.txt"), "e0\ne1\n\ne2\n");
    assertThat(nsl.train("few", "--labelIds=@ids.txt")).isEqualTo(0);
    assertThat(nsl.json("few/training.json").at("/data/labelled").asInt()).isEqualTo(3);
  }

  @Test
  void aShareOfTheLabelsIsDrawnByClassAndBySeed() throws IOException {
    assertThat(nsl.train("few", "--labelFraction=0.1", "--seeds=1,2")).isEqualTo(0);
    assertThat(nsl.json("few/training.json").at("/data/labelled").asInt()).isEqualTo(12);
    // One seed alone gives the very model that it gives among others.
    assertThat(nsl.train("two", "--labelFraction=0.1", "--seeds=2")).isEqualTo(0);
    assertThat(nsl.json("two/training.json").at("/runs/0"))
        .isEqualTo(nsl.json("few/training.json").at("/runs/1"));
    assertThat(nsl.json("few/training.json").at("/runs/0/history/0/metrics/loss"))
        .isNotEqualTo(nsl.json("few/training.json").at("/runs/1/history/0/metrics/loss"));
  }

  @Test
  void allSeedsShareTheLabelsThatASeedOfTheirOwnDraws() throws IOException {
    assertThat(nsl.train("two", "--labelFraction=0.1", "--labelSeed=2", "--seeds=1,2"))
        .isEqualTo(0);
    assertThat(nsl.train("own", "--labelFraction=0.1", "--seeds=2")).isEqualTo(0);
    assertThat(nsl.json("two/training.json").at("/runs/1"))
        .isEqualTo(nsl.json("own/training.json").at("/runs/0"));
    assertThat(nsl.train("one", "--labelFraction=0.1", "--seeds=1")).isEqualTo(0);
    assertThat(nsl.json("two/training.json").at("/runs/0"))
        .isNotEqualTo(nsl.json("one/training.json").at("/runs/0"));
    assertThat(nsl.train("all", "--labelSeed=2")).isEqualTo(64);
    assertThat(nsl.messages()).contains("--labelSeed=2 needs a --labelFraction below 1");
  }

  @Test
  void everyClassKeepsALabelWhateverTheShare() throws IOException {
    assertThat(nsl.train("few", "--labelFraction=0.0001")).isEqualTo(0);
    assertThat(nsl.json("few/training.json").at("/data/labelled").asInt()).isEqualTo(2);
    assertThat(nsl.train("none", "--labelFraction=0")).isEqualTo(64);
    assertThat(nsl.messages()).contains("--labelFraction=0.0: expected a share above 0, at most 1");
  }

  @Test
  void anEmptyTrainingFileFails() {
    Examples.write(folder.resolve("train.gz"), List.of());
    assertThat(nsl.train("model")).isEqualTo(65);
    assertThat(nsl.messages()).contains("train.gz: has no examples at all");
    assertThat(Files.exists(folder.resolve("model"))).isFalse();
  }

  @Test
  void oneClassOnlyIsWarnedOf() throws IOException {
    List<Example> same = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      same.add(Examples.of("e" + i).floats("x", i, 2).ints("label", 1).build());
    }
    Examples.write(folder.resolve("train.gz"), same);
    assertThat(nsl.train("model")).isEqualTo(0);
    assertThat(nsl.messages())
        .contains("warning: --train=" + folder + "/train.gz: all 20 labelled");
    assertThat(nsl.messages()).contains("examples have label 1; there is nothing to tell apart");
    assertThat(nsl.train("two", "--labelIds=@none.txt")).isEqualTo(66);
  }

  @Test
  void progressThatIsNotToldIsNotTold() throws IOException {
    assertThat(nsl.train("model")).isEqualTo(0);
    assertThat(nsl.messages()).doesNotContain("seed 42 epoch");
  }

  @Test
  void examplesWithoutLabelsFail() {
    Example unlabelled = Examples.of("a").floats("x", 1, 2).build();
    Examples.write(folder.resolve("train.gz"), List.of(unlabelled));
    assertThat(nsl.train("model")).isEqualTo(65);
    assertThat(nsl.messages()).contains("none of 1 examples has a label label");
  }

  @Test
  void graphRegularizationWithoutPackedNeighboursFails() {
    Example alone = Examples.of("a").floats("x", 1, 2).ints("label", 1).build();
    Examples.write(folder.resolve("train.gz"), List.of(alone));
    assertThat(nsl.train("model", "--regularization=graph")).isEqualTo(65);
    assertThat(nsl.messages()).contains("no example has a feature NL_nbr_0_weight");
  }

  @Test
  void aLabelOutsideTheClassesFailsWithTheId() {
    Example large = Examples.of("culprit").floats("x", 1, 2).ints("label", 3).build();
    Examples.write(folder.resolve("train.gz"), List.of(large));
    assertThat(nsl.train("model", "--classes=3")).isEqualTo(65);
    assertThat(nsl.messages())
        .contains("example culprit of --train has label 3; --classes=3 allows");
  }

  @Test
  void anUnknownLayerIsNamedWithThoseThereAre() {
    assertThat(nsl.train("model", "--regularization=graph", "--regularizeLayer=hidden_7"))
        .isEqualTo(64);
    assertThat(nsl.messages())
        .contains("--regularizeLayer=hidden_7: no such layer; the model has hidden_0, output");
  }

  @Test
  void badNumbersAreNamedBeforeAnythingIsRead() {
    assertThat(nsl.train("model", "--graphMultiplier=-1")).isEqualTo(64);
    assertThat(nsl.messages()).contains("--graphMultiplier=-1.0: expected at least 0");
    assertThat(nsl.train("model", "--adversarialStep=0")).isEqualTo(64);
    assertThat(nsl.messages()).contains("--adversarialStep=0.0: expected a number above 0");
    assertThat(nsl.train("model", "--dropout=1")).isEqualTo(64);
  }

  @Test
  void aMissingInputAndAnExistingOutputFail() throws IOException {
    assertThat(nsl.train("model", "--train=@nowhere")).isEqualTo(66);
    Files.createDirectories(folder.resolve("model"));
    Files.writeString(folder.resolve("model/file"), "x");
    assertThat(nsl.train("model")).isEqualTo(73);
  }

  @Test
  void evaluatingWithoutAModelFails() {
    assertThat(
            nsl.run("evaluate", "--models=@nowhere", "--examples=@test.gz", "--output=@evaluation"))
        .isEqualTo(66);
    assertThat(nsl.messages()).contains("nowhere: no model there");
  }
}
