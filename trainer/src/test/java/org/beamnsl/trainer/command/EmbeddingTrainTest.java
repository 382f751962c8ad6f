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

class EmbeddingTrainTest {
  private static final String ACCURACY = "/metrics/accuracy/mean";

  @TempDir Path folder;
  private TrainerProgram nsl;

  @BeforeEach
  void writeExamples() {
    nsl = new TrainerProgram(folder);
    Examples.write(folder.resolve("train.gz"), examples(400, 1, false));
    Examples.write(folder.resolve("reference.gz"), examples(200, 2, true));
    Examples.write(folder.resolve("test.gz"), examples(200, 3, true));
  }

  /**
   * Two numbers tell the class, sixteen others are louder and mean nothing; neighbours are of the
   * same class. Labels only where they are asked for.
   */
  private static List<Example> examples(int count, long seed, boolean labelled) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = i % 2;
      Examples.Builder builder = Examples.of("e" + i).floats("x", vector(label, random));
      if (labelled) {
        builder.ints("label", label);
      }
      builder.floats("NL_nbr_0_weight", 1).floats("NL_nbr_0_x", vector(label, random));
      examples.add(builder.build());
    }
    return examples;
  }

  private static float[] vector(int label, Random random) {
    float[] x = new float[18];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian() * (i < 2 ? 0.4f : 2);
    }
    x[label] += 2;
    return x;
  }

  private int train(String... more) {
    List<String> flags = new ArrayList<>(List.of(more));
    flags.addAll(
        List.of(
            "--objective=embedding",
            "--regularization=graph",
            "--graphMultiplier=1",
            "--outputSize=2",
            "--epochs=60",
            "--batch=64"));
    return nsl.train("embedding", flags.toArray(String[]::new));
  }

  private double accuracy(int model) throws IOException {
    return nsl.json("evaluation/evaluation.json").at("/models/" + model + ACCURACY).asDouble();
  }

  @Test
  void neighboursAloneTeachAnEmbeddingInWhichTheNearestHaveTheSameClass() throws IOException {
    assertThat(train()).isEqualTo(0);
    assertThat(nsl.printed()).contains("no labels used, embedding of 2 numbers");
    assertThat(
            nsl.run(
                "evaluate",
                "--models=feature:x,@embedding",
                "--examples=@test.gz",
                "--reference=@reference.gz",
                "--output=@evaluation"))
        .isEqualTo(0);
    assertThat(accuracy(1)).isGreaterThan(0.9);
    assertThat(accuracy(0)).isLessThan(accuracy(1) - 0.1);
    assertThat(nsl.json("embedding/training.json").at("/runs/0/history/0/metrics").has("accuracy"))
        .isFalse();
  }

  @Test
  void embeddingsAreWrittenAsExamplesAndSoIsAnyLayer() throws IOException {
    assertThat(train("--epochs=1")).isEqualTo(0);
    assertThat(nsl.run("predict", "--model=@embedding", "--input=@test.gz", "--output=@own"))
        .isEqualTo(0);
    assertThat(widths("own")).containsExactly("embedding", 2, "id", 1);
    assertThat(
            nsl.run(
                "predict",
                "--model=@embedding",
                "--input=@test.gz",
                "--layer=hidden_0",
                "--output=@hidden"))
        .isEqualTo(0);
    assertThat(widths("hidden")).containsExactly("embedding", 8, "id", 1);
    assertThat(
            nsl.run(
                "predict",
                "--model=@embedding",
                "--input=@test.gz",
                "--layer=hidden_9",
                "--output=@none"))
        .isEqualTo(65);
    assertThat(nsl.messages()).contains("no hidden_9; its signature layers gives hidden_0, output");
    assertThat(Files.exists(folder.resolve("none"))).isFalse();
  }

  private java.util.Map<String, Integer> widths(String output) throws IOException {
    Example first =
        Examples.read(folder.resolve(output + "/Split-train/data_tfrecord-00000-of-00001.gz"))
            .get(0);
    java.util.Map<String, Integer> widths = new java.util.TreeMap<>();
    first
        .getFeatures()
        .getFeatureMap()
        .forEach(
            (name, feature) ->
                widths.put(
                    name,
                    feature.getFloatList().getValueCount()
                        + feature.getBytesList().getValueCount()));
    return widths;
  }

  @Test
  void withoutTheSpreadTheEmbeddingCollapses() throws IOException {
    assertThat(train()).isEqualTo(0);
    double kept = last("scaled_spread_loss");
    assertThat(train("--spreadMultiplier=0.0001", "--overwrite=true")).isEqualTo(0);
    double collapsed = last("scaled_spread_loss") / 0.0001;
    assertThat(kept).isLessThan(0.3);
    assertThat(collapsed).isGreaterThan(0.9);
  }

  private double last(String metric) throws IOException {
    return nsl.json("embedding/training.json")
        .at("/runs/0/history/59/metrics/" + metric)
        .asDouble();
  }

  @Test
  void whatMeansNothingToAnEmbeddingIsRefused() {
    assertThat(nsl.train("model", "--objective=embedding")).isEqualTo(64);
    assertThat(nsl.messages()).contains("--objective=embedding learns from neighbours");
    assertThat(train("--validationFraction=0.1")).isEqualTo(64);
    assertThat(train("--spreadMultiplier=0")).isEqualTo(64);
    assertThat(train("--epochs=1")).isEqualTo(0);
    assertThat(
            nsl.run(
                "evaluate", "--models=@embedding", "--examples=@test.gz", "--output=@evaluation"))
        .isEqualTo(64);
    assertThat(nsl.messages()).contains("embedding gives vectors, not classes: --reference names");
  }
}
