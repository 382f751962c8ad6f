package org.beamnsl.pipelines.push;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.pipelines.testing.CommandLine;
import org.beamnsl.pipelines.testing.SmallArtifact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PushCommandTest {
  @TempDir Path folder;

  private Path model(String weights) throws IOException {
    Path model = folder.resolve("model-" + weights);
    SmallArtifact.write(
        model,
        "Model",
        Map.of(
            "Format-Serving/saved_model.pb", weights,
            "Format-Serving/variables/variables.index", "x",
            "training.json", "{}"));
    return model;
  }

  private Path evaluation(Path model, boolean blessed) throws IOException {
    String digest = Artifact.at(model.toString()).orElseThrow().manifest().dataDigest();
    Path evaluation = folder.resolve("evaluation");
    SmallArtifact.write(
        evaluation,
        "Evaluation",
        Map.of(
            "evaluation.json",
            """
            {"candidate":"m","blessed":%s,"models":[{"name":"m","digest":"%s"}],
             "checks":[{"passed":%s,"text":"accuracy 0.5 >= 0.75"}]}
            """
                .formatted(blessed, digest, blessed)));
    return evaluation;
  }

  private CommandLine push(String... arguments) {
    String[] all =
        Stream.concat(Stream.of("--destination=" + folder.resolve("serving")), Stream.of(arguments))
            .toArray(String[]::new);
    return CommandLine.run(new PushCommand(), all);
  }

  private List<String> serving() throws IOException {
    try (Stream<Path> entries = Files.list(folder.resolve("serving"))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aModelAppearsUnderTheNextNumberWithoutItsFormatFolder() throws IOException {
    assertThat(push("--model=" + model("a")).status()).isEqualTo(0);
    assertThat(push("--model=" + model("b")).out()).startsWith("pushed as version 2: ");
    assertThat(Files.readString(folder.resolve("serving/2/saved_model.pb"))).isEqualTo("b");
    assertThat(Files.exists(folder.resolve("serving/2/variables/variables.index"))).isTrue();
    assertThat(Files.exists(folder.resolve("serving/2/training.json"))).isFalse();
  }

  @Test
  void theServedModelIsNotPushedTwice() throws IOException {
    push("--model=" + model("a"));
    assertThat(push("--model=" + model("a")).out()).startsWith("already served as version 1");
    assertThat(serving()).containsExactly("1");
  }

  @Test
  void whatIsNotBlessedIsNotPushedAndSaysWhy() throws IOException {
    Path model = model("a");
    CommandLine pushed = push("--model=" + model, "--evaluation=" + evaluation(model, false));
    assertThat(pushed.status()).isEqualTo(3);
    assertThat(pushed.out())
        .isEqualTo("not pushed: the model is not blessed: accuracy 0.5 >= 0.75\n");
    assertThat(Files.exists(folder.resolve("serving"))).isFalse();
  }

  @Test
  void anEvaluationOfAnotherModelIsRefused() throws IOException {
    Path evaluation = evaluation(model("a"), true);
    CommandLine pushed = push("--model=" + model("b"), "--evaluation=" + evaluation);
    assertThat(pushed.status()).isEqualTo(65);
    assertThat(pushed.err()).contains("is another model than --model");
  }

  @Test
  void rollingBackTakesTheNewestOutAndItDoesNotComeBack() throws IOException {
    push("--model=" + model("a"));
    push("--model=" + model("b"));
    assertThat(push("--rollback").out()).startsWith("version 1 is served again");
    assertThat(serving()).containsExactly(".rolled-back-2", "1");
    assertThat(push("--model=" + model("b")).status()).isEqualTo(3);
    assertThat(push("--model=" + model("c")).out()).startsWith("pushed as version 3");
  }

  @Test
  void oldVersionsGoAndTheOneToRollBackToStays() throws IOException {
    for (String model : List.of("a", "b", "c")) {
      push("--model=" + model(model));
    }
    push("--rollback");
    assertThat(push("--model=" + model("d"), "--keepLast=2").out())
        .endsWith("removed old versions: [1]\n");
    assertThat(serving()).containsExactly(".rolled-back-3", "2", "4");
    try (Stream<Path> left = Files.list(folder.resolve("serving/.rolled-back-3"))) {
      assertThat(left.map(each -> each.getFileName().toString())).containsExactly("manifest.json");
    }
    assertThat(push("--model=" + model("c")).out())
        .startsWith("not pushed: this model was rolled back as version 3");
    assertThat(push("--rollback").out()).startsWith("version 2 is served again");
    assertThat(Files.readString(folder.resolve("serving/2/saved_model.pb"))).isEqualTo("b");
    assertThat(push("--rollback").status()).isEqualTo(66);
    assertThat(push("--model=" + model("e"), "--keepLast=2").out())
        .startsWith("pushed as version 5");
    assertThat(push("--model=" + model("e"), "--keepLast=1").status()).isEqualTo(64);
  }

  @Test
  void rollingBackTheOnlyVersionIsRefused() throws IOException {
    push("--model=" + model("a"));
    assertThat(push("--rollback").status()).isEqualTo(66);
    assertThat(serving()).containsExactly("1");
  }

  @Test
  void anArtifactTellsWhatWasPushed() throws IOException {
    push("--model=" + model("a"), "--output=" + folder.resolve("pushed"));
    Artifact pushed = Artifact.at(folder.resolve("pushed").toString()).orElseThrow();
    assertThat(pushed.manifest().details()).containsEntry("version", 1);
    assertThat(pushed.manifest().details()).containsEntry("pushed", true);
  }

  @Test
  void aModelThatIsNotWhatItsManifestSaysIsNotServed() throws IOException {
    Path model = model("a");
    Files.writeString(model.resolve("Format-Serving/saved_model.pb"), "b");
    CommandLine push = push("--model=" + model);
    assertThat(push.status()).isEqualTo(65);
    assertThat(push.err()).contains("saved_model.pb: is not what its manifest says");
    assertThat(Files.exists(folder.resolve("serving/1"))).isFalse();
  }

  @Test
  void whatIsNoEvaluationBlessesNothing() throws IOException {
    Path model = model("a");
    CommandLine pushed = push("--model=" + model, "--evaluation=" + model);
    assertThat(pushed.status()).isEqualTo(65);
    assertThat(pushed.err()).contains("not an evaluation, it holds no evaluation.json");
  }

  @Test
  void anEvaluationWithoutItsCandidateBlessesNothing() throws IOException {
    Path evaluation = folder.resolve("evaluation");
    SmallArtifact.write(
        evaluation,
        "Evaluation",
        Map.of("evaluation.json", "{\"candidate\":\"m\",\"blessed\":true,\"models\":[]}"));
    CommandLine pushed = push("--model=" + model("a"), "--evaluation=" + evaluation);
    assertThat(pushed.status()).isEqualTo(65);
    assertThat(Files.exists(folder.resolve("serving"))).isFalse();
  }
}
