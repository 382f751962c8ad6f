package org.beamnsl.core.tfrecord;

import static com.google.common.truth.Truth.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Files that were changed at random. For hours of it: {@code -Djqwik.tries.default=10000000}; every
 * failure prints the seed that repeats it.
 */
class DamageProperties {
  @Property
  void changedBytesAreDamageOrTheRecordsThatTheySay(
      @ForAll @Size(max = 6) List<@IntRange(max = 300) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 4) int changes,
      @ForAll @IntRange(max = 3) int form,
      @ForAll Random random)
      throws IOException {
    TfRecordCompression compression = TfRecordCompression.values()[form];
    byte[] whole = file(sizes, compression, random);
    byte[] changed = whole;
    for (int i = 0; i < changes; i++) {
      changed = changed(changed, random);
    }
    String name = "x" + compression.extension();

    Reading plain = plain(changed, name);
    Reading checked = checked(changed, name);

    // The gate lets through what the reader takes, and stops what the reader stops.
    assertThat(checked.records).isEqualTo(plain.records);
    assertThat(checked.damage).isEqualTo(plain.damage);
    if (Arrays.equals(changed, whole)) {
      assertThat(plain.damage).isEqualTo(-1);
      assertThat(plain.records).hasSize(sizes.size());
    }
  }

  @Property(tries = 200)
  void recordsAreFoundAgainInAnyOrder(
      @ForAll @Size(max = 40) List<@IntRange(max = 90_000) Integer> sizes, @ForAll Random random)
      throws IOException {
    Path file = Files.createTempFile("lookup", "");
    try {
      Files.write(file, file(sizes, TfRecordCompression.NONE, random));
      List<Long> places = new ArrayList<>();
      List<byte[]> records = new ArrayList<>();
      try (TfRecordReader reader = TfRecordReader.open(file)) {
        while (reader.advance()) {
          places.add(reader.position());
          records.add(reader.record());
        }
      }
      try (TfRecordLookup lookup = new TfRecordLookup(FileChannel.open(file), "x")) {
        for (int i = 0; i < places.size(); i++) {
          assertThat(found(lookup, places.get(i))).isEqualTo(records.get(i));
        }
        for (int i = 0; i < 3 * places.size(); i++) {
          int at = random.nextInt(places.size());
          assertThat(found(lookup, places.get(at))).isEqualTo(records.get(at));
        }
      }
    } finally {
      Files.delete(file);
    }
  }

  private static byte[] found(TfRecordLookup lookup, long place) throws IOException {
    lookup.find(place);
    return Arrays.copyOfRange(lookup.bytes(), lookup.start(), lookup.end());
  }

  private static Reading plain(byte[] bytes, String name) {
    try {
      return Reading.of(TfRecordReader.open(new ByteArrayInputStream(bytes), name));
    } catch (CorruptRecordException e) {
      return new Reading(List.of(), e.position());
    } catch (IOException e) {
      throw new AssertionError("damage must be told as such", e);
    }
  }

  private static Reading checked(byte[] bytes, String name) {
    try {
      InputStream frames = CheckedFrames.of(new ByteArrayInputStream(bytes), name);
      return Reading.of(TfRecordReader.openRange(frames, name, 0));
    } catch (CorruptRecordException e) {
      return new Reading(List.of(), e.position());
    } catch (IOException e) {
      throw new AssertionError("damage must be told as such", e);
    }
  }

  private static byte[] file(List<Integer> sizes, TfRecordCompression compression, Random random)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TfRecordWriter writer = TfRecordWriter.create(bytes, compression)) {
      for (int size : sizes) {
        byte[] record = new byte[size];
        random.nextBytes(record);
        writer.write(record);
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] changed(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(bytes.length);
    byte[] copy = bytes.clone();
    switch (random.nextInt(5)) {
      case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> copy[at] = (byte) random.nextInt();
      case 2 -> copy = Arrays.copyOf(bytes, at);
      case 3 -> copy = Arrays.copyOfRange(bytes, at, bytes.length);
      default -> {
        // A piece twice.
        int end = at + random.nextInt(bytes.length - at);
        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        twice.write(bytes, 0, end);
        twice.write(bytes, at, bytes.length - at);
        copy = twice.toByteArray();
      }
    }
    return copy;
  }

  /** What was read, and the position of the damage that ended it or -1. */
  private record Reading(List<String> records, long damage) {
    static Reading of(TfRecordReader reader) {
      List<String> records = new ArrayList<>();
      try (reader) {
        while (reader.advance()) {
          records.add(Arrays.toString(reader.record()));
        }
        return new Reading(records, -1);
      } catch (CorruptRecordException e) {
        return new Reading(records, e.position());
      } catch (IOException e) {
        throw new AssertionError("damage must be told as such", e);
      }
    }
  }
}
