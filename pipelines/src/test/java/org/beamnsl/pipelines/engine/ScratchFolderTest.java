package org.beamnsl.pipelines.engine;

import static com.google.common.truth.Truth.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScratchFolderTest {
  @TempDir Path temporary;

  @Test
  void aFolderOfAProcessThatLivesStaysAndIsRemovedOnceTheProcessWasKilled() throws Exception {
    Process holder = holder();
    Path held = folderOf(holder);
    try (ScratchFolder own = ScratchFolder.create(temporary)) {
      assertThat(Files.exists(own.path())).isTrue();
      assertThat(Files.readString(held.resolve("files/run"))).isEqualTo("x");
    } finally {
      holder.destroyForcibly().waitFor();
    }
    assertThat(Files.exists(held)).isTrue();
    try (ScratchFolder own = ScratchFolder.create(temporary)) {
      assertThat(list()).containsExactly(own.path());
    }
    assertThat(list()).isEmpty();
  }

  @Test
  void foldersOfThisProcessStayAndKeepTheirLocks() throws Exception {
    try (ScratchFolder first = ScratchFolder.create(temporary);
        ScratchFolder second = ScratchFolder.create(temporary)) {
      Process holder = holder(); // looks for folders that nobody uses
      Path held = folderOf(holder);
      assertThat(list()).containsExactly(first.path(), second.path(), held);
      holder.getOutputStream().close();
      assertThat(holder.waitFor()).isEqualTo(0);
      assertThat(list()).containsExactly(first.path(), second.path());
    }
  }

  @Test
  void whatIsNotKnownToBeAbandonedStays() throws IOException {
    Path unlocked = Files.createDirectory(temporary.resolve("nsl-engine-1-1-2"));
    Path other = Files.createDirectory(temporary.resolve("nsl-other"));
    Files.createFile(other.resolve("lock"));
    Path link = Files.createSymbolicLink(temporary.resolve("nsl-engine-3-1-2"), other);
    ScratchFolder.create(temporary).close();
    assertThat(list()).containsExactly(unlocked, other, link);
    assertThat(Files.exists(other.resolve("lock"))).isTrue();
  }

  @Test
  void linksInAnAbandonedFolderAreRemovedAndNotFollowed() throws IOException {
    Path outside = Files.writeString(temporary.resolve("precious"), "x");
    Path abandoned = Files.createDirectory(temporary.resolve("nsl-engine-1-1-2"));
    Files.createFile(abandoned.resolve("lock"));
    Files.createSymbolicLink(abandoned.resolve("up"), temporary);
    ScratchFolder.create(temporary).close();
    assertThat(list()).containsExactly(outside);
  }

  private Process holder() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ScratchHolder.class.getName(),
            temporary.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Path folderOf(Process holder) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
    return Path.of(Objects.requireNonNull(out.readLine()));
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> all = Files.list(temporary)) {
      return all.toList();
    }
  }
}
