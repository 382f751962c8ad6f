package org.beamnsl.core.tfrecord;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.beamnsl.core.tfrecord.TfRecordRoundTripProperties.failure;
import static org.beamnsl.core.tfrecord.TfRecordRoundTripProperties.read;
import static org.beamnsl.core.tfrecord.TfRecordRoundTripProperties.written;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.Example;

class TfRecordReaderTest {
  private static final List<byte[]> RECORDS =
      List.of("one".getBytes(UTF_8), new byte[0], "three".getBytes(UTF_8));

  @Test
  void readsAFileThatTensorFlowWrote() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/golden/tools/labeled.tfrecord")) {
      byte[] file = in.readAllBytes();
      List<byte[]> records = read(file, "labeled.tfrecord");
      Example first = Example.parseFrom(records.get(0));

      assertThat(
              first.getFeatures().getFeatureOrThrow("id").getBytesList().getValue(0).toStringUtf8())
          .isEqualTo("A");
      assertThat(written(records, TfRecordCompression.NONE)).isEqualTo(file);
    }
  }

  @Test
  void writesTheKnownBytesOfAnEmptyRecord() throws IOException {
    byte[] file = written(List.of(new byte[0]), TfRecordCompression.NONE);

    assertThat(HexFormat.of().formatHex(file)).isEqualTo("000000000000000029039807d8ea82a2");
  }

  @Test
  void tellsWhereEachRecordStarts() throws IOException {
    byte[] file = written(RECORDS, TfRecordCompression.GZIP);
    try (TfRecordReader reader = TfRecordReader.open(new ByteArrayInputStream(file), "x.gz")) {
      reader.advance();
      assertThat(reader.position()).isEqualTo(0);
      reader.advance();
      assertThat(reader.position()).isEqualTo(19);
      reader.advance();
      assertThat(reader.position()).isEqualTo(35);
      assertThat(reader.nextPosition()).isEqualTo(56);
    }
  }

  @Test
  void namesFileAndPositionOfDamage() throws IOException {
    byte[] file = written(RECORDS, TfRecordCompression.NONE);
    file[35 + 12] ^= 1;

    assertThat(failure(file, "data/x.tfrecord"))
        .endsWith("data/x.tfrecord: damaged record at byte 35: its bytes fail their checksum");
  }

  @Test
  void aForgedLengthWithAValidChecksumIsRefusedBeforeAllocation() throws IOException {
    byte[] file = new byte[16];
    Framing.putLong(file, 0, 2_000_000_000L);
    Framing.putInt(file, 8, new MaskedCrc32c().of(file, 0, 8));

    assertThat(failure(file, "x"))
        .endsWith("its length is 2000000000 bytes, over the limit of 268435456");
  }

  @Test
  void aForgedLengthUnderTheLimitCostsNoMemory() throws IOException {
    byte[] file = new byte[16];
    Framing.putLong(file, 0, 2_000_000_000L);
    Framing.putInt(file, 8, new MaskedCrc32c().of(file, 0, 8));
    try (TfRecordReader reader =
        TfRecordReader.open(
            new ByteArrayInputStream(file), "x", TfRecordCompression.NONE, Integer.MAX_VALUE)) {
      // The tests' heap is smaller than the forged length.
      CorruptRecordException e = assertThrows(CorruptRecordException.class, reader::advance);
      assertThat(e.reason()).isEqualTo("the file ends inside it");
    }
  }

  @Test
  void anEmptyPlainFileHasNoRecords() throws IOException {
    assertThat(read(new byte[0], "x")).isEmpty();
  }

  @Test
  void anEmptyFileNamedGzIsDamaged() throws IOException {
    assertThat(failure(new byte[0], "x.gz"))
        .endsWith("x.gz: damaged record at byte 0: the gzip stream ends in the middle");
  }

  @Test
  void plainBytesNamedGzAreDamaged() throws IOException {
    assertThat(failure(written(RECORDS, TfRecordCompression.NONE), "x.gz"))
        .endsWith("not in gzip format");
  }

  @Test
  void gzipMembersInARowAreOneFile() throws IOException {
    byte[] one = written(RECORDS.subList(0, 1), TfRecordCompression.GZIP);
    byte[] rest = written(RECORDS.subList(1, 3), TfRecordCompression.GZIP);
    byte[] both = Arrays.copyOf(one, one.length + rest.length);
    System.arraycopy(rest, 0, both, one.length, rest.length);

    assertThat(read(both, "x.gz").stream().map(r -> new String(r, UTF_8)))
        .containsExactly("one", "", "three")
        .inOrder();
  }

  @Test
  void bytesAfterTheGzipStreamAreDamage() throws IOException {
    byte[] file = written(RECORDS, TfRecordCompression.GZIP);

    assertThat(failure(Arrays.copyOf(file, file.length + 1), "x.gz"))
        .endsWith("x.gz: damaged record at byte 56: not in gzip format");
  }

  @Test
  void bytesAfterTheZlibStreamAreDamage() throws IOException {
    byte[] file = written(RECORDS, TfRecordCompression.ZLIB);

    for (int more : new int[] {1, 100_000}) {
      assertThat(failure(Arrays.copyOf(file, file.length + more), "x.zlib"))
          .endsWith(
              "x.zlib: damaged record at byte 56: there are bytes behind the end of the zlib"
                  + " stream");
    }
  }

  @Test
  void aZlibStreamThatAsksForADictionaryIsNotAnEmptyFile() throws IOException {
    byte[] asking = {0x78, 0x20, 0, 0, 0, 1, 3, 0, 0, 0, 0, 1};

    assertThat(failure(asking, "x.zlib"))
        .endsWith("x.zlib: damaged record at byte 0: the zlib stream asks for a dictionary");
  }

  @Test
  void zstdFramesInARowAreOneFileAndNothingElseMayBeThere() throws IOException {
    byte[] file = written(RECORDS, TfRecordCompression.ZSTD);
    byte[] both = Arrays.copyOf(file, 2 * file.length);
    System.arraycopy(file, 0, both, file.length, file.length);
    assertThat(read(both, "x.zst")).hasSize(2 * RECORDS.size());

    assertThat(failure(new byte[0], "x.zst"))
        .endsWith("x.zst: damaged record at byte 0: the zstd stream has no frame");
    assertThat(failure(written(RECORDS, TfRecordCompression.NONE), "x.zst"))
        .contains("x.zst: damaged record at byte 0: zstd: ");
    for (int more = 1; more < 20; more++) {
      assertThat(failure(Arrays.copyOf(file, file.length + more), "x.zst"))
          .contains("x.zst: damaged record at byte 56: ");
    }
    assertThat(read(written(List.of(), TfRecordCompression.ZSTD), "x.zst")).isEmpty();
  }

  @Test
  void everyFlippedBitOfAZstdFileIsDamageOrChangesNothing() throws IOException {
    byte[] file = written(RECORDS, TfRecordCompression.ZSTD);
    for (int bit = 0; bit < 8 * file.length; bit++) {
      byte[] flipped = file.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(failure(flipped, "x.zst"))
          .containsMatch("x.zst: damaged record at byte|no failure, " + RECORDS.size());
    }
  }

  @Test
  void gzipHeadersWithNamesAreRead() throws IOException {
    byte[] plain = written(RECORDS, TfRecordCompression.NONE);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    byte[] member = out.toByteArray();
    byte[] named = new byte[member.length + 5 + 4];
    System.arraycopy(member, 0, named, 0, 10);
    named[3] = 4 | 8;
    named[10] = 2;
    System.arraycopy("abc\0".getBytes(UTF_8), 0, named, 14, 4);
    System.arraycopy(member, 10, named, 18, member.length - 10);

    assertThat(read(Arrays.copyOf(named, member.length + 8), "x.gz")).hasSize(3);
  }

  @Test
  void recordsLargerThanEveryBufferAreRead() throws IOException {
    byte[] large = new byte[3_000_001];
    new java.util.Random(1).nextBytes(large);
    List<byte[]> records = List.of(new byte[] {1}, large, new byte[] {2});

    List<byte[]> read = read(written(records, TfRecordCompression.ZLIB), "x.zlib");

    assertThat(read.get(1)).isEqualTo(large);
    assertThat(read.get(2)).isEqualTo(new byte[] {2});
  }
}
