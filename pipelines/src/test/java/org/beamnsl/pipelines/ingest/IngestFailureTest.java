package org.beamnsl.pipelines.ingest;

import static com.google.common.truth.Truth.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.beamnsl.core.tfrecord.TfRecordWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Example;

class IngestFailureTest {
  @TempDir Path folder;

  @Test
  void aMissingFileIsNamed() throws IOException {
    fails(66, "nowhere.csv", "--input=nowhere.csv", "--format=csv");
  }

  @Test
  void aRowOfAnotherWidthIsNamedWithItsLine() throws IOException {
    String csv = IngestRun.write(folder, "a.csv", "id,text", "a,one", "b,two,three");
    fails(65, "a.csv:3: has 3 columns, the header has 2", "--input=" + csv, "--format=csv");
  }

  @Test
  void badRowsWithinTheLimitAreListedAndTheRestKept() throws IOException {
    String csv = IngestRun.write(folder, "a.csv", "id,text", "a,one", ",nobody", "b,two");
    IngestRun run = IngestRun.of(folder, "--input=" + csv, "--format=csv", "--maxBadFraction=0.5");
    assertThat(run.texts("train", "id")).containsExactly("a", "b").inOrder();
    assertThat(Files.readString(run.output().resolve("badrecords/part-00000-of-00001.tsv")))
        .isEqualTo(csv + "\t3\tthe id is empty\n");
    assertThat(run.out()).contains("1 bad records");
  }

  @Test
  void aQuoteThatNeverClosesFailsWithItsLine() throws IOException {
    String csv = IngestRun.write(folder, "a.csv", "id,text", "a,one", "b,\"two", "c,three");
    fails(65, "a.csv:3: the file cannot be read further", "--input=" + csv, "--format=csv");
  }

  @Test
  void bytesThatAreNotUtf8FailWithTheFile() throws IOException {
    Path csv = folder.resolve("a.csv");
    Files.write(csv, new byte[] {'i', 'd', '\n', (byte) 0xff, '\n'});
    fails(65, "is not text in UTF-8", "--input=" + csv, "--format=csv");
  }

  @Test
  void anEmptyTrainingSplitFails() throws IOException {
    String csv = IngestRun.write(folder, "a.csv", "id,text");
    fails(65, "the split 'train' is empty", "--input=" + csv, "--format=csv");
  }

  @Test
  void aColumnThatDoesNotExistIsAUsageErrorThatListsTheColumns() throws IOException {
    String csv = IngestRun.write(folder, "a.csv", "id,text", "a,b");
    fails(64, "[id, text]", "--input=" + csv, "--format=csv", "--textColumn=body");
  }

  @Test
  void aLabelOutsideTheVocabularyIsABadRecord() throws IOException {
    String csv = IngestRun.write(folder, "a.csv", "id,label", "a,cat", "b,cow");
    String names = IngestRun.write(folder, "names.txt", "dog", "cat");
    fails(
        65,
        "a.csv:3: the label 'cow' is not a known class",
        "--input=" + csv,
        "--format=csv",
        "--labelVocabulary=" + names);
  }

  @Test
  void aTruncatedRecordFileFailsWithItsPosition() throws IOException {
    Path file = folder.resolve("a.tfrecord");
    try (TfRecordWriter writer = TfRecordWriter.create(file)) {
      writer.write(Example.getDefaultInstance().toByteArray());
      writer.write(new byte[100]);
    }
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 10));
    fails(65, "a.tfrecord: damaged record at byte 16", "--input=" + file, "--format=tfrecord");
  }

  @Test
  void anOutputThatExistsIsKept() throws IOException {
    String csv = IngestRun.write(folder, "a.csv", "id", "a");
    IngestRun first = IngestRun.of(folder, "--input=" + csv, "--format=csv");
    assertThat(first.status()).isEqualTo(0);
    byte[] before = Files.readAllBytes(first.output().resolve("manifest.json"));
    IngestRun second = IngestRun.to(first.output(), "--input=" + csv, "--format=csv");
    assertThat(second.status()).isEqualTo(73);
    assertThat(Files.readAllBytes(first.output().resolve("manifest.json"))).isEqualTo(before);
  }

  private void fails(int status, String message, String... flags) throws IOException {
    IngestRun run = IngestRun.of(folder, flags);
    assertThat(run.err()).contains(message);
    assertThat(run.status()).isEqualTo(status);
    assertThat(run.err().lines().filter(line -> line.startsWith("nsl ingest:")).count())
        .isEqualTo(1);
    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(Files.exists(run.output())).isFalse();
    assertThat(run.output().resolveSibling("").toFile().list()).isEmpty();
  }

  private void failsOnDamage(String name, byte[] bytes, String format, String complaint)
      throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    fails(65, name + complaint, "--input=" + file, "--format=" + format);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void linesThatAreNotUtf8FailWithTheirFileInEveryFormat() throws IOException {
    byte[] bytes = {'{', '}', '\n', (byte) 0xff, '\n'};
    failsOnDamage("a.jsonl", bytes, "jsonl", ": the file cannot be read further: is not text");
    failsOnDamage("a.content", bytes, "content", ": the file cannot be read further: is not text");
  }

  @Test
  void aCutOrMissingCompressionFailsWithItsFileInEveryFormat() throws IOException {
    byte[] whole = gzip("id\n1\n");
    byte[] cut = Arrays.copyOf(whole, whole.length - 6);
    byte[] plain = "id\n1\n".getBytes(StandardCharsets.UTF_8);
    for (String format : List.of("csv", "tsv", "jsonl", "content", "idx")) {
      failsOnDamage("cut." + format + ".gz", cut, format, "");
      failsOnDamage("plain." + format + ".gz", plain, format, "");
    }
  }

  @Test
  void classNamesThatAreNotTextFailWithTheirFile() throws IOException {
    String csv = IngestRun.write(folder, "a.csv", "id,label", "a,cat");
    Path names = Files.write(folder.resolve("names.txt"), new byte[] {(byte) 0xff, '\n'});
    fails(
        65,
        "names.txt: the file cannot be read",
        "--input=" + csv,
        "--format=csv",
        "--labelVocabulary=" + names);
  }
}
