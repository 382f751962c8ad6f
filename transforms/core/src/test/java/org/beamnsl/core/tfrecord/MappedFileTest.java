package org.beamnsl.core.tfrecord;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MappedFileTest {
  private static final int SIZE = 40_000;

  @TempDir Path folder;
  private final byte[] bytes = new byte[SIZE];
  private Path file = Path.of("");

  @BeforeEach
  void writeFile() throws IOException {
    new Random(1).nextBytes(bytes);
    file = Files.write(folder.resolve("file"), bytes);
  }

  private MappedFile map(int segmentBits) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return MappedFile.of(channel, segmentBits);
    }
  }

  @Test
  void readsAcrossSegmentsAndUpToTheEnd() throws IOException {
    for (int bits : new int[] {3, 12, 30}) {
      MappedFile mapped = map(bits);
      assertThat(mapped.size()).isEqualTo(SIZE);
      for (int position : new int[] {0, 7, 8, 4095, SIZE - 10, SIZE - 1, SIZE, SIZE + 5}) {
        byte[] into = new byte[120];
        int read = mapped.read(into, 20, 100, position);
        assertThat(read).isEqualTo(Math.max(0, Math.min(100, SIZE - position)));
        byte[] expected = new byte[120];
        System.arraycopy(bytes, Math.min(SIZE, position), expected, 20, read);
        assertThat(into).isEqualTo(expected);
      }
    }
  }

  @Test
  void anEmptyFileHasNothing() throws IOException {
    file = Files.createFile(folder.resolve("empty"));
    assertThat(map(30).read(new byte[1], 0, 1, 0)).isEqualTo(0);
  }

  @Test
  void aFileThatIsCutMeanwhileFailsWhereItsPagesAreGone() throws IOException {
    MappedFile mapped = map(30);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(4096);
    }
    byte[] into = new byte[100];
    assertThat(mapped.read(into, 0, 100, 3000)).isEqualTo(100);
    assertThat(into).isEqualTo(Arrays.copyOfRange(bytes, 3000, 3100));
    assertThat(fault(mapped, into)).contains("unsafe memory access");
  }

  /** The virtual machine throws at one of the next calls, not always at the one that failed. */
  private static String fault(MappedFile mapped, byte[] into) {
    try {
      for (int i = 0; i < 1000; i++) {
        mapped.read(into, 0, 100, 20_000);
      }
      return "none";
    } catch (InternalError e) {
      return String.valueOf(e.getMessage());
    }
  }
}
