package org.beamnsl.trainer.command;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.beamnsl.trainer.testing.Examples;
import org.beamnsl.trainer.testing.TrainerProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Example;

class SemiSupervisedTrainTest {
  private static final int EXAMPLES = 60;
  private static final int LABELLED = 20;

  @TempDir Path folder;
  private TrainerProgram nsl;

  @BeforeEach
  void writeExamples() {
    nsl = new TrainerProgram(folder);
    Examples.write(folder.resolve("train.gz"), examples(""));
  }

  /**
   * Every third example has a label; two neighbours each, the first labelled, the second one not.
   */
  private static List<Example> examples(String secondType) {
    Random random = new Random(3);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < EXAMPLES; i++) {
      Examples.Builder builder =
          Examples.of("e" + i).floats("x", vector(random)).floats("importance", i % 3 == 0 ? 2 : 9);
      if (i % 3 == 0) {
        builder.ints("label", i % 2);
      }
      builder.floats("NL_nbr_0_weight", 1).floats("NL_nbr_0_x", vector(random));
      builder.bytes("NL_nbr_0_id", "l" + i).ints("NL_nbr_0_label", 1);
      builder.bytes("NL_nbr_0_type", "cites");
      builder.floats("NL_nbr_1_weight", 0.5f).floats("NL_nbr_1_x", vector(random));
      builder.bytes("NL_nbr_1_id", "u" + i);
      if (!secondType.isEmpty()) {
        builder.bytes("NL_nbr_1_type", secondType);
      }
      examples.add(builder.build());
    }
    return examples;
  }

  private static float[] vector(Random random) {
    float[] x = new float[4];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  /** The graph loss of the first step over all examples. */
  private double graphLoss(String name, String... more) throws IOException {
    List<String> flags = new ArrayList<>(List.of(more));
    flags.addAll(
        List.of(
            "--regularization=graph",
            "--neighbors=2",
            "--graphMultiplier=1",
            "--unlabeledSeeds=true",
            "--batch=60",
            "--steps=1"));
    assertThat(nsl.train(name, flags.toArray(String[]::new))).isEqualTo(0);
    return metric(name, "scaled_graph_loss");
  }

  private double metric(String output, String name) throws IOException {
    return nsl.json(output + "/training.json").at("/runs/0/history/0/metrics/" + name).asDouble();
  }

  @Test
  void theGraphLossIsASumOfThreeTermsWithTheirOwnMultipliers() throws IOException {
    double all = graphLoss("all");
    double labelled = graphLoss("ll", "--labeledLabeledMultiplier=2") - all;
    double mixed = graphLoss("lu", "--labeledUnlabeledMultiplier=2") - all;
    double unlabelled = graphLoss("uu", "--unlabeledUnlabeledMultiplier=2") - all;
    assertThat(labelled).isGreaterThan(1e-4);
    assertThat(mixed).isGreaterThan(1e-4);
    assertThat(unlabelled).isGreaterThan(1e-4);
    assertThat(labelled + mixed + unlabelled).isWithin(1e-6).of(all);
    double scaled =
        graphLoss(
            "scaled",
            "--labeledLabeledMultiplier=3",
            "--labeledUnlabeledMultiplier=0.5",
            "--unlabeledUnlabeledMultiplier=5");
    assertThat(scaled).isWithin(1e-5).of(3 * labelled + 0.5 * mixed + 5 * unlabelled);
    assertThat(nsl.json("all/training.json").at("/data/pairs").toString())
        .isEqualTo("{\"labeledLabeled\":20,\"labeledUnlabeled\":60,\"unlabeledUnlabeled\":40}");
  }

  @Test
  void anEdgeOfMultiplierZeroIsNotThereAtAll() throws IOException {
    graphLoss("few", "--unlabeledUnlabeledMultiplier=0");
    assertThat(nsl.json("few/training.json").at("/data/neighborPairs").asInt()).isEqualTo(80);
  }

  @Test
  void anEndCountsAsLabelledOnlyWhenTheTrainingMayUseItsLabel() throws IOException {
    Files.writeString(folder.resolve("ids.txt"), "e0\ne3\nl0\n");
    graphLoss("listed", "--labelIds=@ids.txt");
    assertThat(nsl.json("listed/training.json").at("/data/pairs").toString())
        .isEqualTo("{\"labeledLabeled\":1,\"labeledUnlabeled\":3,\"unlabeledUnlabeled\":116}");
  }

  @Test
  void edgesAreMultipliedByTheirTypes() throws IOException {
    Examples.write(folder.resolve("train.gz"), examples("coauthor"));
    double all = graphLoss("all");
    double cites = graphLoss("cites", "--edgeTypeMultipliers=cites:2,coauthor:1") - all;
    double both = graphLoss("both", "--edgeTypeMultipliers=cites:1,*:3");
    assertThat(cites).isGreaterThan(1e-4);
    assertThat(both).isWithin(1e-5).of(cites + 3 * (all - cites));
  }

  @Test
  void aTypeWithoutAMultiplierIsAnError() {
    Examples.write(folder.resolve("train.gz"), examples("coauthor"));
    assertThat(train("--edgeTypeMultipliers=cites:2")).isEqualTo(65);
    assertThat(nsl.messages()).contains("train.gz: record 0 has an edge of type coauthor; there");
    assertThat(nsl.messages()).contains("multipliers for [cites] and none for other types");
    Examples.write(folder.resolve("train.gz"), examples(""));
    assertThat(train("--edgeTypeMultipliers=cites:2")).isEqualTo(65);
    assertThat(nsl.messages()).contains("record 0 has no feature NL_nbr_1_type");
    assertThat(train("--edgeTypeMultipliers=cites:2,*:1")).isEqualTo(0);
  }

  private int train(String... flags) {
    List<String> all = new ArrayList<>(List.of(flags));
    all.addAll(List.of("--regularization=graph", "--neighbors=2"));
    return nsl.train("model", all.toArray(String[]::new));
  }

  @Test
  void labelledExamplesAreRepeatedUntilTheyMakeTheirShare() throws IOException {
    assertThat(train("--unlabeledSeeds=true", "--labeledShare=0.6", "--batch=1", "--epochs=1"))
        .isEqualTo(0);
    // 40 unlabelled ones take 60 labelled ones beside them: 3 times the 20 there are.
    assertThat(nsl.json("model/training.json").at("/runs/0/steps").asInt()).isEqualTo(100);
    assertThat(nsl.json("model/training.json").at("/data/examples").asInt()).isEqualTo(EXAMPLES);
  }

  @Test
  void aShareOfTheLabelsIsHeldOutForValidation() throws IOException {
    assertThat(train("--validationFraction=0.3", "--patience=1", "--epochs=2")).isEqualTo(0);
    int held = nsl.json("model/training.json").at("/validation/examples").asInt();
    int trained = nsl.json("model/training.json").at("/data/labelled").asInt();
    assertThat(held).isGreaterThan(0);
    assertThat(held + trained).isEqualTo(LABELLED);
    assertThat(nsl.json("model/training.json").at("/runs/0/history/0/metrics").has("val_accuracy"))
        .isTrue();
  }

  @Test
  void sampleWeightsAndClassWeightsScaleTheLoss() throws IOException {
    String[] one = {"--steps=1", "--batch=60"};
    assertThat(nsl.train("plain", one)).isEqualTo(0);
    double plain = metric("plain", "loss");
    assertThat(nsl.train("weighted", append(one, "--sampleWeightFeature=importance"))).isEqualTo(0);
    assertThat(metric("weighted", "loss")).isWithin(1e-5).of(2 * plain);
    assertThat(nsl.train("first", append(one, "--classWeights=0:3"))).isEqualTo(0);
    assertThat(nsl.train("second", append(one, "--classWeights=1:3"))).isEqualTo(0);
    assertThat(metric("first", "loss") + metric("second", "loss")).isWithin(1e-5).of(4 * plain);
  }

  private static String[] append(String[] flags, String more) {
    List<String> all = new ArrayList<>(List.of(flags));
    all.add(more);
    return all.toArray(String[]::new);
  }

  @Test
  void flagsThatMakeNoSenseAreRefused() {
    assertThat(train("--labeledShare=0.5")).isEqualTo(64);
    assertThat(nsl.messages()).contains("--labeledShare=0.5 needs --unlabeledSeeds=true");
    assertThat(train("--labeledLabeledMultiplier=-1")).isEqualTo(64);
    assertThat(nsl.messages()).contains("--labeledLabeledMultiplier=-1.0: expected at least 0");
    assertThat(train("--edgeTypeMultipliers=cites")).isEqualTo(64);
    assertThat(nsl.messages()).contains("--edgeTypeMultipliers=cites: expected name:number");
    assertThat(train("--edgeTypeMultipliers=cites:-1")).isEqualTo(64);
    assertThat(train("--classWeights=good:1")).isEqualTo(64);
    assertThat(nsl.messages()).contains("expected class numbers from 0");
    assertThat(train("--validationFraction=0.1", "--validation=@train.gz")).isEqualTo(64);
    assertThat(train("--sampleWeightFeature=missing")).isEqualTo(65);
    assertThat(nsl.messages()).contains("record 0 has no feature missing");
    assertThat(train("--validationFraction=0.0000001")).isEqualTo(65);
    assertThat(nsl.messages()).contains("chose none of 20 labelled examples");
  }

  @Test
  void graphAndAdversarialTermsAddUpAndAreThoseOfEachAlone() throws IOException {
    String[] same = {"--neighbors=2", "--steps=1", "--batch=60", "--adversarialStep=0.5"};
    for (String kind : List.of("graph", "adversarial", "graph+adversarial")) {
      assertThat(nsl.train(kind, append(same, "--regularization=" + kind))).isEqualTo(0);
    }
    String both = "graph+adversarial";
    assertThat(metric(both, "scaled_graph_loss"))
        .isWithin(1e-6)
        .of(metric("graph", "scaled_graph_loss"));
    assertThat(metric(both, "scaled_adversarial_loss"))
        .isWithin(1e-6)
        .of(metric("adversarial", "scaled_adversarial_loss"));
    assertThat(metric(both, "loss"))
        .isWithin(1e-6)
        .of(
            metric(both, "supervised_loss")
                + metric(both, "scaled_graph_loss")
                + metric(both, "scaled_adversarial_loss"));
  }
}
