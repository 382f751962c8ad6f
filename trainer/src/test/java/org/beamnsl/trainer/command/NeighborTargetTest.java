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

/** Neighbours that bring an embedding in place of the model's inputs. */
class NeighborTargetTest {
  private static final int EXAMPLES = 40;

  @TempDir Path folder;
  private TrainerProgram nsl;

  @BeforeEach
  void setUp() {
    nsl = new TrainerProgram(folder);
  }

  /** The first example has no neighbour, the others one with an embedding of ones. */
  private void write(int width) {
    Random random = new Random(3);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < EXAMPLES; i++) {
      Examples.Builder builder = Examples.of("e" + i).ints("label", i % 2);
      builder.floats("x", (float) random.nextGaussian(), i % 2 + 1, 1);
      if (i > 0) {
        float[] embedding = new float[width];
        java.util.Arrays.fill(embedding, 1f);
        builder.floats("NL_nbr_0_weight", 1).floats("NL_nbr_0_embedding", embedding);
      }
      examples.add(builder.build());
    }
    Examples.write(folder.resolve("train.gz"), examples);
  }

  private int train(String output, String... more) {
    List<String> flags =
        new ArrayList<>(
            List.of("--hidden=4", "--regularization=graph", "--regularizeLayer=hidden_0"));
    flags.addAll(List.of("--neighborTarget=embedding", "--batch=40", "--learningRate=0.05"));
    flags.addAll(List.of(more));
    return nsl.train(output, flags.toArray(String[]::new));
  }

  private double graphLoss(String output, int epoch) throws IOException {
    return nsl.json(output + "/training.json")
        .at("/runs/0/history/" + epoch + "/metrics/scaled_graph_loss")
        .asDouble();
  }

  @Test
  void theLayerMovesTowardsWhatWasPackedForTheNeighbours() throws IOException {
    write(4);
    assertThat(train("pulled", "--graphMultiplier=10", "--epochs=200")).isEqualTo(0);
    assertThat(graphLoss("pulled", 199)).isLessThan(graphLoss("pulled", 0) / 10);
    assertThat(Files.exists(folder.resolve("pulled/Format-Serving/saved_model.pb"))).isTrue();
  }

  @Test
  void neighboursNeedNoInputsOfTheModelAndExamplesNoEmbedding() {
    write(4);
    assertThat(train("lean", "--graphMultiplier=1", "--steps=1")).isEqualTo(0);
    assertThat(nsl.printed()).contains("39 (example, neighbour) pairs");
  }

  @Test
  void anEmbeddingOfAnotherWidthThanTheLayerIsRefused() {
    write(3);
    assertThat(train("wide", "--graphMultiplier=1", "--steps=1")).isEqualTo(65);
    assertThat(nsl.messages())
        .contains("neighbours have values of shape [3] each, the layer to keep close");
    assertThat(Files.exists(folder.resolve("wide"))).isFalse();
  }

  @Test
  void aFeatureThatNoNeighbourHasIsNamed() {
    write(4);
    assertThat(train("other", "--neighborTarget=vector", "--steps=1")).isEqualTo(65);
    assertThat(nsl.messages()).contains("no example has a feature NL_nbr_0_vector");
  }

  @Test
  void aTargetNeedsALayerAndAGraph() {
    write(4);
    String target = "--neighborTarget=embedding";
    assertThat(nsl.train("a", "--regularization=graph", target)).isEqualTo(64);
    assertThat(nsl.messages()).contains("needs one --regularizeLayer");
    assertThat(nsl.train("b", "--regularizeLayer=hidden_0", target)).isEqualTo(64);
    assertThat(nsl.messages()).contains("needs --regularization=graph");
  }
}
