package org.beamnsl.trainer.command;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.ServedModel;
import org.beamnsl.trainer.export.SavedModelExport;
import org.beamnsl.trainer.testing.Examples;
import org.beamnsl.trainer.testing.TrainerProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelInServiceTest {
  private static final String SERVING = "Format-Serving/";
  private static final String WEIGHTS = "variables/variables.data-00000-of-00001";

  @TempDir Path folder;
  private TrainerProgram nsl;

  @BeforeEach
  void writeExamples() {
    nsl = new TrainerProgram(folder);
    Examples.write(folder.resolve("train.gz"), Examples.twoClasses(120, 1));
    Examples.write(folder.resolve("test.gz"), Examples.twoClasses(60, 2));
  }

  private int train(String output, long steps, int hidden, String... more) {
    List<String> flags =
        new ArrayList<>(
            List.of("--train=@train.gz", "--feature=x", "--batch=16", "--learningRate=0.01"));
    flags.add("--output=@" + output);
    flags.add("--steps=" + steps);
    flags.add("--hidden=" + hidden);
    flags.addAll(List.of(more));
    return nsl.run("train", flags.toArray(String[]::new));
  }

  /** What push does with a model. */
  private void serve(String model, int version) throws IOException {
    Artifact artifact = Artifact.at(folder.resolve(model).toString()).orElseThrow();
    String target = folder.resolve("serving/" + version).toString();
    try (ArtifactStaging staging = ArtifactStaging.begin(target, false)) {
      List<ManifestFile> files = new ArrayList<>();
      for (ManifestFile file : artifact.manifest().files()) {
        if (file.path().startsWith(SERVING)) {
          String name = file.path().substring(SERVING.length());
          Path copy = Path.of(staging.path(name));
          Files.createDirectories(copy.getParent());
          Files.copy(Path.of(artifact.pathOf(file)), copy);
          files.add(new ManifestFile(name, file.bytes(), file.records(), file.sha256()));
        }
      }
      staging.commit(
          Manifest.of("push", ServedModel.TYPE)
              .withFiles(files)
              .withInputs(Map.of(ServedModel.MODEL, artifact.manifest().dataDigest())));
    }
  }

  private Manifest manifest(String artifact) throws IOException {
    return Artifact.at(folder.resolve(artifact).toString()).orElseThrow().manifest();
  }

  private double lossOf(String model) throws IOException {
    JsonNode training =
        new JsonMapper().readTree(folder.resolve(model + "/training.json").toFile());
    return training.at("/runs/0/history/0/metrics/loss").asDouble();
  }

  @Test
  void trainingGoesOnFromTheNewestVersionInService() throws IOException {
    assertThat(train("poor", 1, 8)).isEqualTo(0);
    assertThat(train("good", 200, 8)).isEqualTo(0);
    serve("good", 9);
    serve("poor", 8);
    assertThat(train("cold", 8, 8)).isEqualTo(0);
    assertThat(train("warm", 8, 8, "--warmStart=@serving")).isEqualTo(0);
    assertThat(nsl.printed() + nsl.messages()).contains("warm start from " + folder + "/serving/9");
    assertThat(lossOf("warm")).isLessThan(lossOf("cold") / 4);
    assertThat(manifest("warm").inputs()).containsEntry("warmStart", manifest("good").dataDigest());
  }

  @Test
  void aModelInServiceAndTheArtifactItCameFromStartAlike() throws IOException {
    assertThat(train("good", 50, 8)).isEqualTo(0);
    serve("good", 1);
    assertThat(train("one", 8, 8, "--warmStart=@serving")).isEqualTo(0);
    assertThat(train("two", 8, 8, "--warmStart=@good")).isEqualTo(0);
    assertThat(Files.readAllBytes(folder.resolve("one/" + SERVING + WEIGHTS)))
        .isEqualTo(Files.readAllBytes(folder.resolve("two/" + SERVING + WEIGHTS)));
    assertThat(manifest("one").inputs()).isEqualTo(manifest("two").inputs());
  }

  /** A rate of 1e-30 leaves every weight of this size as it is. */
  @Test
  void aModelThatIsLoadedAndWrappedHasTheSameWeightsAndPredictions() throws IOException {
    assertThat(nsl.train("base")).isEqualTo(0);
    assertThat(
            nsl.train(
                "continued",
                "--warmStart=@base",
                "--regularization=adversarial",
                "--optimizer=sgd",
                "--learningRate=1e-30"))
        .isEqualTo(0);
    assertThat(Files.readAllBytes(folder.resolve("continued/" + SERVING + WEIGHTS)))
        .isEqualTo(Files.readAllBytes(folder.resolve("base/" + SERVING + WEIGHTS)));
    assertThat(predictions("continued")).isEqualTo(predictions("base"));
  }

  private byte[] predictions(String model) throws IOException {
    String output = "--output=@answers-" + model;
    assertThat(nsl.run("predict", "--model=@" + model, "--input=@test.gz", output)).isEqualTo(0);
    Artifact answers = Artifact.at(folder.resolve("answers-" + model).toString()).orElseThrow();
    return Files.readAllBytes(Path.of(answers.pathOf(answers.manifest().files().get(0))));
  }

  @Test
  void withoutAModelInServiceTrainingStartsFromFreshWeightsAndSaysSo() throws IOException {
    assertThat(train("cold", 8, 8)).isEqualTo(0);
    assertThat(train("first", 8, 8, "--warmStart=@serving")).isEqualTo(0);
    assertThat(nsl.printed() + nsl.messages())
        .contains("no model in service yet: from fresh weights");
    assertThat(Files.readAllBytes(folder.resolve("first/" + SERVING + WEIGHTS)))
        .isEqualTo(Files.readAllBytes(folder.resolve("cold/" + SERVING + WEIGHTS)));
    assertThat(manifest("first").inputs()).doesNotContainKey("warmStart");
  }

  @Test
  void anotherArchitectureIsRefusedByItsWeights() throws IOException {
    assertThat(train("wide", 2, 9)).isEqualTo(0);
    assertThat(train("narrow", 2, 8, "--warmStart=@wide")).isEqualTo(65);
    assertThat(nsl.printed() + nsl.messages()).contains("another architecture: weights {hidden_0/");
    assertThat(Files.exists(folder.resolve("narrow"))).isFalse();
  }

  @Test
  void singleLayersStartFromAModelThatEndsInAnotherWay() throws IOException {
    assertThat(train("good", 200, 8)).isEqualTo(0);
    assertThat(train("wide", 2, 8, "--warmStart=@good", "--classes=3")).isEqualTo(65);
    assertThat(
            train("wide", 2, 8, "--warmStart=@good", "--warmStartLayers=hidden_0", "--classes=3"))
        .isEqualTo(0);
    assertThat(nsl.printed()).contains("warm start of hidden_0 from " + folder + "/good");
    float[] there = kernel("good");
    // Two steps of Adam at 0.01 move a weight by 0.02.
    assertThat(kernel("wide")).usingTolerance(0.021).containsExactly(there).inOrder();
  }

  private float[] kernel(String model) {
    return SavedModelExport.readWeights(folder.resolve(model + "/Format-Serving"))
        .getOrDefault("hidden_0/kernel", new float[0]);
  }

  @Test
  void layersThatDoNotExistAreNamed() throws IOException {
    assertThat(train("good", 2, 8)).isEqualTo(0);
    assertThat(train("next", 2, 8, "--warmStart=@good", "--warmStartLayers=hiden_0")).isEqualTo(64);
    assertThat(nsl.messages())
        .contains(
            "--warmStartLayers=hiden_0: no such layer with weights; there are [hidden_0, output]");
    assertThat(train("next", 2, 8, "--warmStartLayers=hidden_0")).isEqualTo(64);
    assertThat(nsl.messages()).contains("--warmStartLayers needs --warmStart");
    assertThat(Files.exists(folder.resolve("next"))).isFalse();
  }

  @Test
  void aFolderOfSomethingElseIsNoModelInService() throws IOException {
    Files.createDirectories(folder.resolve("serving/notes"));
    assertThat(train("model", 2, 8, "--warmStart=@serving")).isEqualTo(66);
    assertThat(nsl.printed() + nsl.messages())
        .contains("neither a model nor a folder that push fills");
  }

  private int evaluate(String model, String... more) {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "--models=candidate=@" + model,
                "--examples=@test.gz",
                "--output=@evaluation",
                "--overwrite",
                "--minGain=-0.05"));
    flags.addAll(List.of(more));
    return nsl.run("evaluate", flags.toArray(String[]::new));
  }

  private boolean blessed() {
    return Files.exists(folder.resolve("evaluation/BLESSED"));
  }

  @Test
  void theCandidateIsComparedWithTheModelInService() throws IOException {
    assertThat(train("good", 200, 8)).isEqualTo(0);
    assertThat(train("poor", 1, 8)).isEqualTo(0);
    serve("good", 1);
    assertThat(evaluate("poor", "--serving=@serving")).isEqualTo(0);
    assertThat(blessed()).isFalse();
    assertThat(manifest("evaluation").inputs())
        .containsEntry("models/serving", manifest("good").dataDigest());
    assertThat(evaluate("good", "--serving=@serving")).isEqualTo(0);
    assertThat(blessed()).isTrue();
  }

  @Test
  void aModelThatIsRightAsOftenButLessSureIsHeldBackByItsLoss() throws IOException {
    assertThat(train("good", 200, 8)).isEqualTo(0);
    assertThat(train("unsure", 20, 8)).isEqualTo(0);
    serve("good", 1);
    assertThat(evaluate("unsure", "--serving=@serving")).isEqualTo(0);
    assertThat(blessed()).isTrue();
    assertThat(evaluate("unsure", "--serving=@serving", "--maxLossIncrease=0.02")).isEqualTo(0);
    assertThat(blessed()).isFalse();
    assertThat(nsl.printed())
        .containsMatch("loss of candidate above serving is 0.[0-9]+, <= 0.0200: does not hold");
    assertThat(evaluate("good", "--serving=@serving", "--maxLossIncrease=0", "--minAucGain=0"))
        .isEqualTo(0);
    assertThat(blessed()).isTrue();
    assertThat(nsl.printed()).contains("auc of candidate above serving is 0.0000");
  }

  @Test
  void theFirstModelHasNothingToBeComparedWith() throws IOException {
    assertThat(train("poor", 1, 8)).isEqualTo(0);
    assertThat(evaluate("poor", "--serving=@serving")).isEqualTo(0);
    assertThat(blessed()).isTrue();
    assertThat(Files.readString(folder.resolve("evaluation/evaluation.json")))
        .contains("no model in service to compare with: holds");
    assertThat(evaluate("poor")).isEqualTo(64);
    assertThat(evaluate("poor", "--serving=@serving", "--baseline=candidate")).isEqualTo(64);
  }

  @Test
  void aModelThatNoManifestVouchesForIsLoadedOnlyWhenAllowed() throws IOException {
    assertThat(train("model", 2, 8)).isEqualTo(0);
    Files.delete(folder.resolve("model/manifest.json"));
    for (String command : List.of("evaluate", "predict", "perturb")) {
      String[] flags = {
        command.equals("evaluate") ? "--models=@model" : "--model=@model",
        command.equals("evaluate") ? "--examples=@test.gz" : "--input=@test.gz",
        "--output=@" + command
      };
      assertThat(nsl.run(command, flags)).isEqualTo(65);
      assertThat(nsl.printed() + nsl.messages()).contains("no manifest vouches for it");
      List<String> allowed = new ArrayList<>(List.of(flags));
      allowed.add("--allowUntrustedModel");
      assertThat(nsl.run(command, allowed.toArray(String[]::new))).isEqualTo(0);
    }
  }

  @Test
  void aChangedModelIsNotServedFurther() throws IOException {
    assertThat(train("model", 2, 8)).isEqualTo(0);
    serve("model", 1);
    Files.writeString(folder.resolve("serving/1/more"), "x");
    assertThat(train("next", 2, 8, "--warmStart=@serving")).isEqualTo(65);
    assertThat(nsl.printed() + nsl.messages()).contains("more is not in the manifest");
  }
}
