package org.beamnsl.core.storage;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainFolderTest {
  @TempDir Path folder;

  @Test
  void aPathWithoutPatternIsLeftAlone() {
    try (PlainFolder plain = PlainFolder.of(folder)) {
      assertThat(plain.path()).isEqualTo(folder);
    }
    assertThat(Files.exists(folder)).isTrue();
  }

  @Test
  void aPathThatReadsLikeAPatternIsReachedByALink() throws IOException {
    for (String name : new String[] {"run[1]", "what?", "all*", "back\\slash", "a[b/c"}) {
      Path named = Files.createDirectories(folder.resolve(name));
      Files.writeString(named.resolve("file"), name);
      Path link;
      try (PlainFolder plain = PlainFolder.of(named)) {
        link = plain.path();
        assertThat(link.toString()).doesNotContainMatch("[*?\\[\\\\]");
        assertThat(Files.readString(link.resolve("file"))).isEqualTo(name);
      }
      assertThat(Files.exists(link.getParent(), LinkOption.NOFOLLOW_LINKS)).isFalse();
      assertThat(Files.readString(named.resolve("file"))).isEqualTo(name);
    }
  }
}
