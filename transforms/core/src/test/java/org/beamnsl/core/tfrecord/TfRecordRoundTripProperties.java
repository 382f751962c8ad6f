package org.beamnsl.core.tfrecord;

import static com.google.common.truth.Truth.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TfRecordRoundTripProperties {
  @Property(tries = 200)
  void whatWasWrittenIsRead(
      @ForAll @Size(max = 20) List<byte[]> records, @ForAll TfRecordCompression compression)
      throws IOException {
    String name = "x" + compression.extension();
    byte[] file = written(records, compression);

    List<byte[]> read = read(file, name);

    assertThat(read).hasSize(records.size());
    for (int i = 0; i < read.size(); i++) {
      assertThat(read.get(i)).isEqualTo(records.get(i));
    }
  }

  @Property(tries = 200)
  void everyFlippedBitIsCaught(
      @ForAll @Size(min = 1, max = 5) List<byte[]> records,
      @ForAll @IntRange(min = 0, max = Integer.MAX_VALUE) int where)
      throws IOException {
    byte[] file = written(records, TfRecordCompression.NONE);
    int bit = where % (file.length * 8);
    file[bit / 8] ^= (byte) (1 << bit % 8);

    assertThat(failure(file, "x")).contains("x: damaged record at byte ");
  }

  @Property(tries = 200)
  void everyCutInsideARecordIsCaught(
      @ForAll @Size(min = 1, max = 5) List<byte[]> records,
      @ForAll @IntRange(min = 0, max = Integer.MAX_VALUE) int where)
      throws IOException {
    byte[] file = written(records, TfRecordCompression.NONE);
    int cut = where % file.length;
    boolean between = false;
    long boundary = 0;
    for (byte[] record : records) {
      between |= boundary == cut;
      boundary += record.length + 16;
    }
    byte[] part = Arrays.copyOf(file, cut);

    if (between) {
      assertThat(read(part, "x").size()).isLessThan(records.size());
    } else {
      assertThat(failure(part, "x")).contains("the file ends inside it");
    }
  }

  @Property(tries = 200)
  void everyCutOfACompressedFileIsCaught(
      @ForAll @Size(min = 1, max = 5) List<byte[]> records,
      @ForAll @IntRange(min = 0, max = Integer.MAX_VALUE) int where,
      @ForAll @IntRange(min = 1, max = 3) int form)
      throws IOException {
    TfRecordCompression compression = TfRecordCompression.values()[form];
    byte[] file = written(records, compression);
    byte[] part = Arrays.copyOf(file, where % file.length);

    assertThat(failure(part, "x" + compression.extension())).contains("damaged record at byte");
  }

  static byte[] written(List<byte[]> records, TfRecordCompression compression) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TfRecordWriter writer = TfRecordWriter.create(out, compression)) {
      for (byte[] record : records) {
        writer.write(record);
      }
    }
    return out.toByteArray();
  }

  static List<byte[]> read(byte[] file, String name) throws IOException {
    List<byte[]> read = new ArrayList<>();
    try (TfRecordReader reader = TfRecordReader.open(new ByteArrayInputStream(file), name)) {
      while (reader.advance()) {
        read.add(reader.record());
      }
    }
    return read;
  }

  static String failure(byte[] file, String name) throws IOException {
    try {
      int count = read(file, name).size();
      return "no failure, " + count + " records";
    } catch (CorruptRecordException e) {
      return e.toString();
    }
  }
}
