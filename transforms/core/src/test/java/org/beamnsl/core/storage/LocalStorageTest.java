package org.beamnsl.core.storage;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LocalStorageTest {
  @Test
  void aFullDiskIsToldWithTheFilesName() throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/full")));
    try (OutputStream out = new LocalStorage().create("/dev/full")) {
      IOException full = assertThrows(IOException.class, () -> out.write(new byte[10]));

      assertThat(full).hasMessageThat().isEqualTo("/dev/full: No space left on device");
    }
  }
}
