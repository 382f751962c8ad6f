package org.beamnsl.pipelines.identify;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.beamnsl.pipelines.testing.CommandLine;
import org.beamnsl.pipelines.testing.SmallExamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Features;

class IdentifyExamplesCommandTest {
  @TempDir Path folder;

  @Test
  void idsAreTheSameAgainAndIdentifyingTwiceChangesNothing() throws IOException {
    SmallExamples.write(file("in.tfr.gz"), text("a"), text("b"), text("a"));

    assertThat(run("in.tfr.gz", "once").status()).isEqualTo(0);
    assertThat(run("once", "twice").status()).isEqualTo(0);

    String shard = "Split-train/data_tfrecord-00000-of-00001.gz";
    List<String> ids = ids("once/" + shard);
    assertThat(ids).hasSize(3);
    assertThat(ids).containsNoDuplicates();
    assertThat(Files.readAllBytes(file("twice/" + shard)))
        .isEqualTo(Files.readAllBytes(file("once/" + shard)));
  }

  @Test
  void existingIdsAreCheckedNotReplaced() throws IOException {
    SmallExamples.write(file("good.tfr"), SmallExamples.of("x", 1), SmallExamples.of("y", 1));
    SmallExamples.write(file("bad.tfr"), SmallExamples.of("x", 1), SmallExamples.of("x", 2));
    SmallExamples.write(file("none.tfr"), text("a"));

    assertThat(run("good.tfr", "out.tfr", "--idStrategy=feature").status()).isEqualTo(0);
    assertThat(ids("out.tfr")).containsExactly("x", "y");

    CommandLine bad = run("bad.tfr", "out2.tfr", "--idStrategy=feature");
    assertThat(bad.status()).isEqualTo(65);
    assertThat(bad.err()).contains("ids in feature 'id' are not unique, among them 'x'");

    CommandLine none = run("none.tfr", "out3.tfr", "--idStrategy=feature");
    assertThat(none.status()).isEqualTo(65);
    assertThat(none.err()).contains("none.tfr:0: no id: it has no feature 'id'");
  }

  @Test
  void randomIdsDifferBetweenRuns() throws IOException {
    SmallExamples.write(file("in.tfr"), text("a"), text("a"));

    run("in.tfr", "one.tfr", "--idStrategy=uuid");
    run("in.tfr", "two.tfr", "--idStrategy=uuid");

    List<String> ids = ids("one.tfr");
    ids.addAll(ids("two.tfr"));
    assertThat(ids).hasSize(4);
    assertThat(ids).containsNoDuplicates();
    assertThat(java.util.UUID.fromString(ids.get(0)).version()).isEqualTo(4);
  }

  private CommandLine run(String input, String output, String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(List.of("--input=" + file(input), "--output=" + file(output)));
    arguments.addAll(List.of(more));
    return CommandLine.run(new IdentifyExamplesCommand(), arguments.toArray(String[]::new));
  }

  private List<String> ids(String name) throws IOException {
    return new java.util.ArrayList<>(
        SmallExamples.read(file(name)).stream()
            .map(example -> SmallExamples.text(example, "id"))
            .toList());
  }

  private static Example text(String text) {
    return Example.newBuilder()
        .setFeatures(Features.newBuilder().putFeature("text", SmallExamples.text(text)))
        .build();
  }

  private Path file(String name) {
    return folder.resolve(name);
  }
}
