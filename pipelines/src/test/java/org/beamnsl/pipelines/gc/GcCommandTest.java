package org.beamnsl.pipelines.gc;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.beamnsl.pipelines.testing.CommandLine;
import org.beamnsl.pipelines.testing.SmallArtifact;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GcCommandTest {
  @TempDir Path root;

  @BeforeEach
  void writeRoot() throws IOException {
    artifact("aaaaaaaaaaaaaaaa", 1);
    artifact("bbbbbbbbbbbbbbbb", 2);
    artifact("cccccccccccccccc", 3);
    Files.createDirectories(root.resolve("serving/1"));
    Files.writeString(
        root.resolve("run.json"),
        """
        {"workflow":"w","version":"v","started":"s","state":"done","sources":"d",
         "stages":[{"name":"one","command":"copy","executionId":"aaaaaaaaaaaaaaaa","output":"",
                    "state":"executed","seconds":1,"records":1,"options":{},"inputs":{},
                    "outputDigest":""}]}
        """);
  }

  private void artifact(String id, int age) throws IOException {
    Path folder = root.resolve("one/graph").resolve(id);
    SmallArtifact.write(folder, "Text", Map.of("f", id));
    Files.setLastModifiedTime(folder.resolve("manifest.json"), FileTime.fromMillis(age * 1000L));
  }

  private boolean exists(String id) {
    return Files.exists(root.resolve("one/graph").resolve(id));
  }

  @Test
  void theLastRunAndTheNewestOthersAreKept() {
    assertThat(CommandLine.run(new GcCommand(), "--root=" + root).status()).isEqualTo(0);
    assertThat(exists("aaaaaaaaaaaaaaaa")).isTrue();
    assertThat(exists("bbbbbbbbbbbbbbbb")).isFalse();
    assertThat(exists("cccccccccccccccc")).isTrue();
    assertThat(Files.exists(root.resolve("serving/1"))).isTrue();
  }

  @Test
  void aDryRunRemovesNothing() {
    CommandLine gc = CommandLine.run(new GcCommand(), "--root=" + root, "--keepLast=0", "--dryRun");
    assertThat(gc.out()).contains("2 artifacts");
    assertThat(exists("bbbbbbbbbbbbbbbb")).isTrue();
  }

  @Test
  void aFolderWithoutARunIsAMissingInput() {
    assertThat(CommandLine.run(new GcCommand(), "--root=" + root.resolve("one")).status())
        .isEqualTo(66);
  }
}
