package org.beamnsl.trainer.command;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ContiguousSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.beamnsl.trainer.testing.Examples;
import org.beamnsl.trainer.testing.TrainerProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Signature;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;

/** Models that learn several labels at once. */
class SeveralOutputsTest {
  private static final Feature NONE = Feature.getDefaultInstance();

  @TempDir Path folder;
  private TrainerProgram nsl;

  @BeforeEach
  void writeExamples() {
    nsl = new TrainerProgram(folder);
    Examples.write(folder.resolve("train.gz"), examples(240, 1, false));
    Examples.write(folder.resolve("test.gz"), examples(120, 2, false));
  }

  /**
   * Label 0 or 1 by the first number, mood 0, 1 or 2 by the second, and a neighbour of the same.
   *
   * @param gaps whether every third lacks the label, and every fourth the mood
   */
  private static List<Example> examples(int count, long seed, boolean gaps) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = i % 2;
      int mood = random.nextInt(3);
      Examples.Builder example =
          Examples.of("e" + i)
              .floats("x", around(4 * label, random), around(4 * mood, random))
              .ints("words", 1 + label, 3 + mood)
              .ints("NL_num_nbrs", 1)
              .floats("NL_nbr_0_weight", 1)
              .floats("NL_nbr_0_x", around(4 * label, random), around(4 * mood, random))
              .ints("NL_nbr_0_words", 1 + label, 3 + mood);
      if (!gaps || i % 3 != 0) {
        example.ints("label", label);
      }
      if (!gaps || i % 4 != 0) {
        example.ints("mood", mood);
      }
      examples.add(example.build());
    }
    return examples;
  }

  private static float around(double center, Random random) {
    return (float) (center + random.nextGaussian() / 2);
  }

  private double accuracy(String model, String label) throws IOException {
    assertThat(
            nsl.run(
                "evaluate",
                "--models=@" + model,
                "--examples=@test.gz",
                "--labelFeature=" + label,
                "--attack=fgsm",
                "--epsilons=4",
                "--output=@of-" + model + "-" + label))
        .isEqualTo(0);
    JsonNode report = nsl.json("of-" + model + "-" + label + "/evaluation.json");
    double clean = report.at("/models/0/metrics/accuracy/mean").asDouble();
    assertThat(report.at("/models/0/attacks/0/metrics/accuracy/mean").asDouble())
        .isLessThan(clean - 0.3);
    return clean;
  }

  @Test
  void everyLabelHasAnOutputOfItsOwn() throws IOException {
    assertThat(nsl.train("model", "--moreLabels=mood:0.5", "--epochs=60")).isEqualTo(0);
    assertThat(nsl.printed()).contains("240 of 240 labelled, 2 + 3 classes");
    JsonNode training = nsl.json("model/training.json");
    assertThat(training.at("/moreClasses/mood").asInt()).isEqualTo(3);
    JsonNode last = training.at("/runs/0/history/59/metrics");
    assertThat(last.at("/loss").asDouble())
        .isWithin(1e-5)
        .of(
            last.at("/supervised_loss_label").asDouble()
                + 0.5 * last.at("/supervised_loss_mood").asDouble());
    assertThat(accuracy("model", "label")).isGreaterThan(0.95);
    assertThat(accuracy("model", "mood")).isGreaterThan(0.9);
    assertThat(Files.readString(folder.resolve("model/model_card.md")))
        .contains("`mood_probabilities` and `mood_classes`");
    try (SavedModelBundle saved =
        SavedModelBundle.load(folder.resolve("model/Format-Serving").toString())) {
      Signature serving = saved.function("serving_default").signature();
      assertThat(serving.outputNames())
          .containsExactly("probabilities", "classes", "mood_probabilities", "mood_classes");
    }
  }

  @Test
  void predictionsHoldEveryOutput() throws IOException {
    assertThat(nsl.train("model", "--moreLabels=mood", "--epochs=60")).isEqualTo(0);
    assertThat(nsl.run("predict", "--model=@model", "--input=@test.gz", "--output=@predicted"))
        .isEqualTo(0);
    Path file;
    try (var files = Files.walk(folder.resolve("predicted"))) {
      file = files.filter(path -> path.toString().endsWith(".gz")).findFirst().orElseThrow();
    }
    List<Example> predicted = Examples.read(file);
    List<Example> asked = Examples.read(folder.resolve("test.gz"));
    int right = 0;
    for (int i = 0; i < asked.size(); i++) {
      Map<String, Feature> features = predicted.get(i).getFeatures().getFeatureMap();
      assertThat(features.keySet())
          .containsExactly(
              "id", "probabilities", "prediction", "mood_probabilities", "mood_prediction");
      assertThat(features.getOrDefault("mood_probabilities", NONE).getFloatList().getValueCount())
          .isEqualTo(3);
      long mood = features.getOrDefault("mood_prediction", NONE).getInt64List().getValue(0);
      Feature truth = asked.get(i).getFeatures().getFeatureMap().getOrDefault("mood", NONE);
      right += mood == truth.getInt64List().getValue(0) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(108);
  }

  @Test
  void anExampleMayHaveSomeOfTheLabels() throws IOException {
    Examples.write(folder.resolve("train.gz"), examples(240, 1, true));
    assertThat(
            nsl.train(
                "model",
                "--moreLabels=mood",
                "--epochs=80",
                "--validationFraction=0.1",
                "--regularization=graph",
                "--regularizeLayer=output,output_mood"))
        .isEqualTo(0);
    // 240 − 20 without either label − those kept for validation.
    assertThat(nsl.json("model/training.json").at("/data/examples").asInt()).isIn(range(180, 215));
    assertThat(
            nsl.json("model/training.json")
                .at("/runs/0/history/0/metrics/val_accuracy_mood")
                .asDouble())
        .isGreaterThan(0);
    assertThat(accuracy("model", "label")).isGreaterThan(0.95);
    assertThat(accuracy("model", "mood")).isGreaterThan(0.9);
  }

  private static ContiguousSet<Integer> range(int from, int to) {
    return ContiguousSet.closed(from, to);
  }

  @Test
  void modelsOfIdsLearnSeveralLabelsToo() throws IOException {
    assertThat(
            nsl.train(
                "text",
                "--moreLabels=mood",
                "--model=text-average",
                "--maskPadding=true",
                "--feature=words",
                "--epochs=80"))
        .isEqualTo(0);
    JsonNode last = nsl.json("text/training.json").at("/runs/0/history/79/metrics");
    assertThat(last.at("/accuracy_label").asDouble()).isGreaterThan(0.95);
    assertThat(last.at("/accuracy_mood").asDouble()).isGreaterThan(0.95);
  }

  @Test
  void labelsThatMakeNoSenseAreRefused() {
    refuses(64, "--moreLabels=label: is --labelFeature already", "--moreLabels=label");
    refuses(64, "--moreLabels=x: is a --feature already", "--moreLabels=x");
    refuses(64, "--moreLabels=mood:-1: expected name:number", "--moreLabels=mood:-1");
    refuses(65, "--moreLabels=taste: no example of --train has that", "--moreLabels=taste");
    refuses(64, "exclude each other", "--moreLabels=mood", "--classWeights=0:2");
  }

  private void refuses(int status, String message, String... flags) {
    assertThat(nsl.train("refused", flags)).isEqualTo(status);
    assertThat(nsl.messages()).contains(message);
    assertThat(nsl.messages()).doesNotContain("\tat ");
    assertThat(Files.exists(folder.resolve("refused"))).isFalse();
  }
}
