package org.beamnsl.core.tfrecord;

import static com.google.common.truth.Truth.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.beamnsl.core.fuzz.Fuzzing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader of record files against damage, told by a second reader as plain as can be. */
class RecordReaderFuzzTest {
  @TempDir Path folder;

  @Test
  void plainFilesAreReadAsThePlainReaderReadsThem() {
    Path file = folder.resolve("x");
    Fuzzing.run(
        random -> {
          byte[] bytes = file(records(random), TfRecordCompression.NONE);
          byte[] other = file(records(random), TfRecordCompression.NONE);
          for (int changes = random.nextInt(4); changes > 0; changes--) {
            bytes = Fuzzing.changed(bytes, other, random);
          }
          if (bytes.length >= 12 && random.nextInt(4) == 0) {
            forgeLength(bytes, random);
          }
          Reading expected = plain(bytes);

          TfRecordReader reader = TfRecordReader.open(new ByteArrayInputStream(bytes), "x");
          assertThat(Reading.of(reader)).isEqualTo(expected);
          var frames = CheckedFrames.of(new ByteArrayInputStream(bytes), "x");
          assertThat(Reading.of(TfRecordReader.openRange(frames, "x", 0))).isEqualTo(expected);
          Files.write(file, bytes);
          assertThat(inRanges(file, 1 + random.nextInt(200), expected)).isTrue();
          assertThat(lookedUp(file, expected)).isTrue();
        });
  }

  @Test
  void compressedFilesGiveRecordsThatWereWrittenOrAreDamaged() {
    Fuzzing.run(
        random -> {
          List<byte[]> records = records(random);
          TfRecordCompression compression = TfRecordCompression.values()[1 + random.nextInt(3)];
          byte[] whole = file(records, compression);
          byte[] other = file(List.of(), compression);
          byte[] bytes = whole;
          for (int changes = random.nextInt(3); changes > 0; changes--) {
            bytes = Fuzzing.changed(bytes, other, random);
          }

          Reading reading = read(bytes, "x" + compression.extension());

          List<ByteBuffer> written = records.stream().map(ByteBuffer::wrap).toList();
          if (Arrays.equals(bytes, whole)) {
            assertThat(reading).isEqualTo(new Reading(written, -1));
          }
          assertThat(written).containsAtLeastElementsIn(new HashSet<>(reading.records));
          if (reading.damage < 0 && !reading.records.isEmpty()) {
            // Whole members may be there twice, or be gone; half ones may not.
            assertThat(reading.records.size() % written.size()).isEqualTo(0);
          }
          if (reading.damage < 0 && compression == TfRecordCompression.ZLIB) {
            // One stream and nothing behind it; bits that fill up its last byte may differ.
            assertThat(reading.records).isAnyOf(written, List.of());
          }
        });
  }

  /** A length of any size, with the checksum that belongs to it. */
  private static void forgeLength(byte[] bytes, Random random) {
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(0, random.nextLong() >> random.nextInt(64));
    header.putInt(8, masked(bytes, 0, 8));
  }

  private static Reading plain(byte[] bytes) {
    List<ByteBuffer> records = new ArrayList<>();
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (file.hasRemaining()) {
      int start = file.position();
      if (file.remaining() < 12 || masked(bytes, start, 8) != file.getInt(start + 8)) {
        return new Reading(records, start);
      }
      long length = file.getLong(start);
      if (length < 0 || length > file.remaining() - 16) {
        return new Reading(records, start);
      }
      int end = start + 12 + (int) length;
      if (masked(bytes, start + 12, (int) length) != file.getInt(end)) {
        return new Reading(records, start);
      }
      records.add(ByteBuffer.wrap(Arrays.copyOfRange(bytes, start + 12, end)));
      file.position(end + 4);
    }
    return new Reading(records, -1);
  }

  private static int masked(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    int value = (int) crc.getValue();
    return (value >>> 15 | value << 17) + 0xa282ead8;
  }

  /** Ranges give the same records, or there is damage that the whole file has, too. */
  private static boolean inRanges(Path file, int bytes, Reading expected) throws IOException {
    List<ByteBuffer> records = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      for (RecordRange range : RecordRanges.split(channel, "x", bytes)) {
        Reading part = Reading.of(RecordRanges.open(FileChannel.open(file), "x", range));
        records.addAll(part.records);
        if (part.damage >= 0) {
          return part.damage == expected.damage && records.equals(expected.records);
        }
      }
      return expected.damage < 0 && records.equals(expected.records);
    } catch (CorruptRecordException e) {
      // Planning sees headers only: a record before may be damaged as well.
      return expected.damage >= 0 && expected.damage <= e.position();
    }
  }

  private static boolean lookedUp(Path file, Reading expected) throws IOException {
    try (TfRecordLookup lookup = new TfRecordLookup(FileChannel.open(file), "x")) {
      long position = 0;
      for (ByteBuffer record : expected.records) {
        lookup.find(position);
        byte[] found = Arrays.copyOfRange(lookup.bytes(), lookup.start(), lookup.end());
        if (!ByteBuffer.wrap(found).equals(record)) {
          return false;
        }
        position += 16 + found.length;
      }
      if (expected.damage >= 0) {
        lookup.find(position);
        return false;
      }
      return true;
    } catch (CorruptRecordException e) {
      return e.position() == expected.damage;
    }
  }

  private static Reading read(byte[] bytes, String name) throws IOException {
    try {
      return Reading.of(TfRecordReader.open(new ByteArrayInputStream(bytes), name));
    } catch (CorruptRecordException e) {
      return new Reading(List.of(), e.position());
    }
  }

  private static List<byte[]> records(Random random) {
    List<byte[]> records = new ArrayList<>();
    for (int count = random.nextInt(6); count >= 0; count--) {
      byte[] record = new byte[random.nextInt(random.nextInt(10) == 0 ? 100_000 : 40)];
      random.nextBytes(record);
      records.add(record);
    }
    return records;
  }

  private static byte[] file(List<byte[]> records, TfRecordCompression compression)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TfRecordWriter writer = TfRecordWriter.create(bytes, compression)) {
      for (byte[] record : records) {
        writer.write(record);
      }
    }
    return bytes.toByteArray();
  }

  /** What was read, and the position of the damage that ended it or -1. */
  private record Reading(List<ByteBuffer> records, long damage) {
    static Reading of(TfRecordReader reader) throws IOException {
      List<ByteBuffer> records = new ArrayList<>();
      try (reader) {
        while (reader.advance()) {
          records.add(ByteBuffer.wrap(reader.record()));
        }
        return new Reading(records, -1);
      } catch (CorruptRecordException e) {
        return new Reading(records, e.position());
      }
    }
  }
}
