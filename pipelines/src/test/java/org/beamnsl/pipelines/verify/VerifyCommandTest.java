package org.beamnsl.pipelines.verify;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.beamnsl.pipelines.testing.CommandLine;
import org.beamnsl.pipelines.testing.SmallArtifact;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    SmallArtifact.write(folder.resolve("x"), "Text", Map.of("a", "aaa", "b/c", "ccc"));
  }

  private CommandLine verify() {
    return CommandLine.run(new VerifyCommand(), "--input=" + folder.resolve("x"));
  }

  @Test
  void aWholeArtifactIsOk() {
    assertThat(verify().status()).isEqualTo(0);
    assertThat(verify().out()).startsWith("ok      " + folder.resolve("x"));
  }

  @Test
  void aFileOfEqualLengthWithOtherBytesIsDamaged() throws IOException {
    Files.writeString(folder.resolve("x/b/c"), "ccd");
    assertThat(verify().status()).isEqualTo(65);
    assertThat(verify().out()).contains("x/b/c: its bytes differ from the manifest's digest");
  }

  @Test
  void missingAndLongerFilesAreNamed() throws IOException {
    Files.delete(folder.resolve("x/a"));
    Files.writeString(folder.resolve("x/b/c"), "cccc");
    assertThat(verify().out()).contains("x/a: missing");
    assertThat(verify().out()).contains("has 4 bytes, the manifest says 3");
    assertThat(verify().err()).contains("2 files differ");
  }

  @Test
  void whatIsNoArtifactIsAMissingInput() {
    assertThat(CommandLine.run(new VerifyCommand(), "--input=" + folder).status()).isEqualTo(66);
  }

  @Test
  void anOutputThatIsGoneIsMissingFromItsWorkflow() throws IOException {
    Files.writeString(
        folder.resolve("run.json"),
        """
        {"workflow":"w","version":"v","started":"s","state":"done","sources":"d",
         "stages":[{"name":"one","command":"copy","executionId":"a","output":"%1$s/x",
                    "state":"executed","seconds":1,"records":1,"options":{},"inputs":{},
                    "outputDigest":"d"},
                   {"name":"two","command":"copy","executionId":"b","output":"%1$s/gone",
                    "state":"executed","seconds":1,"records":1,"options":{},"inputs":{},
                    "outputDigest":"d"}]}
        """
            .formatted(folder));
    CommandLine verify = CommandLine.run(new VerifyCommand(), "--input=" + folder);
    assertThat(verify.status()).isEqualTo(65);
    assertThat(verify.out()).contains("MISSING " + folder + "/gone");
    assertThat(verify.err()).contains("0 files differ, 1 artifact is missing");
  }

  @Test
  void nothingToVerifyIsAUsageError() {
    assertThat(CommandLine.run(new VerifyCommand(), "--input=").status()).isEqualTo(64);
  }
}
