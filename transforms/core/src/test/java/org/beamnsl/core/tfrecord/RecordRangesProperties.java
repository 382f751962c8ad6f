package org.beamnsl.core.tfrecord;

import static com.google.common.truth.Truth.assertThat;
import static org.beamnsl.core.tfrecord.TfRecordRoundTripProperties.written;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

class RecordRangesProperties {
  private Path file = Path.of("unset");

  @BeforeTry
  void createFile() throws IOException {
    file = Files.createTempFile("ranges", ".tfrecord");
  }

  @AfterTry
  void deleteFile() throws IOException {
    Files.delete(file);
  }

  @Property(tries = 100)
  void rangesTogetherGiveTheFileInOrder(
      @ForAll @Size(max = 40) List<@IntRange(max = 90_000) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 500_000) int target)
      throws IOException {
    List<byte[]> records = new ArrayList<>();
    for (int length : lengths) {
      byte[] record = new byte[length];
      Arrays.fill(record, (byte) records.size());
      records.add(record);
    }
    Files.write(file, written(records, TfRecordCompression.NONE));

    List<byte[]> read = new ArrayList<>();
    long expectedStart = 0;
    try (FileChannel channel = FileChannel.open(file)) {
      for (RecordRange range : RecordRanges.split(channel, "x", target)) {
        assertThat(range.start()).isEqualTo(expectedStart);
        expectedStart = range.end();
        readRange(range, read);
      }
    }

    assertThat(expectedStart).isEqualTo(Files.size(file));
    assertThat(read).hasSize(records.size());
    for (int i = 0; i < read.size(); i++) {
      assertThat(Arrays.equals(read.get(i), records.get(i))).isTrue();
    }
  }

  @Property(tries = 50)
  void aCutFileIsRefusedWhilePlanning(@ForAll @IntRange(min = 1, max = 115) int missing)
      throws IOException {
    byte[] whole = written(List.of(new byte[1000], new byte[100]), TfRecordCompression.NONE);
    Files.write(file, Arrays.copyOf(whole, whole.length - missing));

    try (FileChannel channel = FileChannel.open(file)) {
      CorruptRecordException e =
          assertThrows(
              CorruptRecordException.class, () -> RecordRanges.split(channel, "x", 1 << 20));
      assertThat(e.position()).isEqualTo(1016);
    }
  }

  private void readRange(RecordRange range, List<byte[]> read) throws IOException {
    try (TfRecordReader reader = RecordRanges.open(FileChannel.open(file), "x", range)) {
      while (reader.advance()) {
        assertThat(reader.position()).isAtLeast(range.start());
        read.add(reader.record());
      }
    }
  }
}
