package org.beamnsl.hadoop;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.beamnsl.core.manifest.DigestingTap;
import org.beamnsl.core.manifest.Sha256;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.tfrecord.CorruptRecordException;
import org.beamnsl.core.tfrecord.RecordFiles;
import org.beamnsl.core.tfrecord.RecordInput;
import org.beamnsl.core.tfrecord.RecordOutput;
import org.beamnsl.core.tfrecord.TfRecordWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HadoopRecordsTest {
  private static final List<byte[]> RECORDS = List.of(text("one"), text(""), new byte[200_000]);

  @TempDir Path folder;

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String uri(String name) {
    return "file://" + folder.resolve(name);
  }

  private byte[] plain(String name) throws IOException {
    Path file = folder.resolve("plain-" + name);
    try (TfRecordWriter writer = TfRecordWriter.create(file)) {
      for (byte[] record : RECORDS) {
        writer.write(record);
      }
    }
    return Files.readAllBytes(file);
  }

  private static List<byte[]> read(String path) throws IOException {
    List<byte[]> records = new ArrayList<>();
    try (RecordInput in = RecordFiles.open(path)) {
      while (in.advance()) {
        records.add(in.record());
      }
    }
    return records;
  }

  @Test
  void theServiceLoaderGivesPathsWithASchemeToHadoop() throws IOException {
    assertThat(RecordFiles.knows("hadoop")).isTrue();
    assertThat(Storages.of("hdfs://name/x")).isInstanceOf(HadoopStorage.class);
    assertThat(Storages.of("/data/x")).isNotInstanceOf(HadoopStorage.class);
    Files.write(folder.resolve("x"), plain("x"));
    try (RecordInput in = RecordFiles.open(uri("x"))) {
      assertThat(in).isInstanceOf(HadoopRecordInput.class);
    }
    assertThat(RecordFiles.splittable(uri("x"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.tfrecord", "a.gz", "a.zlib", "a.bz2", "a.tfrecord-0.gz"})
  void writesTheSameBytesAndReadsThemBack(String name) throws IOException {
    DigestingTap tap = new DigestingTap();
    try (RecordOutput out = RecordFiles.create(uri(name), tap::on)) {
      assertThat(out).isInstanceOf(HadoopRecordOutput.class);
      for (byte[] record : RECORDS) {
        out.write(record);
      }
      assertThat(out.records()).isEqualTo(3);
    }

    assertThat(Files.readAllBytes(folder.resolve(name))).isEqualTo(plain(name));
    assertThat(tap.manifestFile(name, 3).sha256()).isEqualTo(Sha256.ofFile(uri(name)));
    List<byte[]> back = read(uri(name));
    assertThat(back).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(back.get(i)).isEqualTo(RECORDS.get(i));
    }
    try (var files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".crc")).toList()).isEmpty();
    }
  }

  @Test
  void everyCutOfAPlainFileInsideARecordIsDamage() throws IOException {
    byte[] whole = Arrays.copyOf(plain("x"), 40);
    for (int length = 1; length < 35; length++) {
      if (length != 19) {
        expectDamage("cut", Arrays.copyOf(whole, length), length < 19 ? 0 : 19);
      }
    }
    Files.write(folder.resolve("cut"), Arrays.copyOf(whole, 19));
    assertThat(read(uri("cut"))).hasSize(1);
    Files.write(folder.resolve("cut"), new byte[0]);
    assertThat(read(uri("cut"))).isEmpty();
  }

  @Test
  void everyCutOfAGzipFileIsDamage() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(Arrays.copyOf(plain("x"), 35));
    }
    for (int length = 0; length < bytes.size(); length++) {
      Files.write(folder.resolve("cut.gz"), Arrays.copyOf(bytes.toByteArray(), length));
      assertThrows(CorruptRecordException.class, () -> read(uri("cut.gz")), "cut at " + length);
    }
    Files.write(folder.resolve("cut.gz"), bytes.toByteArray());
    assertThat(read(uri("cut.gz"))).hasSize(2);
  }

  @Test
  void flippedBitsAndForgedLengthsAreDamageAtTheirRecord() throws IOException {
    byte[] whole = Arrays.copyOf(plain("x"), 35);
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      expectDamage("flipped", flipped, bit / 8 < 19 ? 0 : 19);
    }
  }

  @Test
  void aMissingFileIsReportedAsSuch() {
    assertThrows(NoSuchFileException.class, () -> read(uri("none")));
  }

  private void expectDamage(String name, byte[] bytes, long position) throws IOException {
    Files.write(folder.resolve(name), bytes);
    CorruptRecordException damage =
        assertThrows(
            CorruptRecordException.class, () -> read(uri(name)), bytes.length + " " + position);
    assertThat(damage.position()).isEqualTo(position);
    assertThat(damage).hasMessageThat().contains(name);
  }
}
