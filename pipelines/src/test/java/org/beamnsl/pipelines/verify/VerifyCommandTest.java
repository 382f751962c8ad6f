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
}
