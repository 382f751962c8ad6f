package org.beamnsl.core.manifest;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InputsTest {
  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "1");
    Files.writeString(folder.resolve("b.txt"), "22");
    Files.writeString(folder.resolve(".hidden"), "333");
  }

  private List<String> names(String spec) {
    return Inputs.files("input", spec).stream()
        .map(file -> Path.of(file.path()).getFileName().toString())
        .toList();
  }

  @Test
  void takesFilesGlobsAndFolders() {
    assertThat(names(folder + "/b.txt," + folder + "/a.txt")).containsExactly("b.txt", "a.txt");
    assertThat(names(folder + "/*.txt")).containsExactly("a.txt", "b.txt").inOrder();
    assertThat(names(folder.toString())).containsExactly("a.txt", "b.txt").inOrder();
  }

  @Test
  void whatDoesNotExistIsNamedWithItsFlag() {
    NslException failure =
        assertThrows(NslException.class, () -> Inputs.files("graph", folder + "/none.tsv"));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.NO_INPUT);
    assertThat(failure).hasMessageThat().isEqualTo("--graph=" + folder + "/none.tsv: not found");
  }

  @Test
  void aFileThatIsShorterThanItsManifestSaysIsBadData() throws IOException {
    Manifest.of("test", "Examples")
        .withFiles(List.of(new ManifestFile("a.txt", 7, 1, "0")))
        .write(folder.resolve("manifest.json").toString());
    NslException failure =
        assertThrows(NslException.class, () -> Inputs.files("input", folder.toString()));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_DATA);
    assertThat(failure).hasMessageThat().contains("has 1 bytes, the manifest says 7 bytes");
  }

  @Test
  void theDigestFollowsTheBytesAndNotThePlace() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("a.txt"), "1");
    String there = Inputs.digest("input", other + "/a.txt");
    assertThat(Inputs.digest("input", folder + "/a.txt")).isEqualTo(there);
    Files.writeString(other.resolve("a.txt"), "2");
    assertThat(Inputs.digest("input", other + "/a.txt")).isNotEqualTo(there);
  }

  @Test
  void aFileThatIsNotAManifestIsBadData() throws IOException {
    Files.writeString(folder.resolve("manifest.json"), "{oops");
    assertThat(
            assertThrows(NslException.class, () -> Inputs.files("input", folder.toString()))
                .exitCode())
        .isEqualTo(ExitCode.BAD_DATA);
  }

  @Test
  void aPatternFollowsLinksToFolders() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(data.resolve("c.txt"), "3");
    Files.createSymbolicLink(folder.resolve("today"), data);
    assertThat(names(folder + "/today/*.txt")).containsExactly("c.txt");
    assertThat(names(folder + "/to*/*.txt")).containsExactly("c.txt");
  }

  @Test
  void theDigestOfAFolderFollowsLinksAndTakesItsNameAsItIs() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data [1]"));
    Files.writeString(data.resolve("c.txt"), "3");
    Files.createSymbolicLink(folder.resolve("link"), data);
    for (String name : List.of("data [1]", "link", "./link/")) {
      String before = Inputs.digest("input", folder + "/" + name);
      Files.writeString(data.resolve("c.txt"), name);
      assertThat(Inputs.digest("input", folder + "/" + name)).isNotEqualTo(before);
    }
  }
}
