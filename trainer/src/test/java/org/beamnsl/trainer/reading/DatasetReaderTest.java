package org.beamnsl.trainer.reading;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.data.IntColumn;
import org.beamnsl.trainer.testing.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Example;

class DatasetReaderTest {
  @TempDir Path folder;

  private List<InputFile> file(Example... examples) {
    return List.of(
        Examples.input(Examples.write(folder.resolve("in.tfrecord"), List.of(examples))));
  }

  private static FeatureSpec dense(String name, int width) {
    return new FeatureSpec(
        name, FeatureSpec.Stored.INT64, FeatureSpec.Form.DENSE, new int[] {width}, 0);
  }

  private static FeatureSpec sequence(int length, int limit) {
    return ids(FeatureSpec.Form.SEQUENCE, length, limit);
  }

  private static FeatureSpec ids(FeatureSpec.Form form, int length, int limit) {
    return new FeatureSpec("words", FeatureSpec.Stored.INT64, form, new int[] {length}, limit);
  }

  private static InMemoryDataset read(List<InputFile> files, int neighbors, FeatureSpec... specs) {
    return new DatasetReader(ReadingConfig.of(List.of(specs)).withNeighbors(neighbors))
        .read(files)
        .data();
  }

  private static NslException failure(List<InputFile> files, FeatureSpec... specs) {
    return assertThrows(NslException.class, () -> read(files, 1, specs));
  }

  @Test
  void integersBecomeFloatsAndAnAbsentLabelIsMinusOne() {
    InMemoryDataset data =
        read(
            file(
                Examples.of("a").ints("x", 1, 255).ints("label", 3).build(),
                Examples.of("b").floats("x", 0.5f, 2f).build(),
                Examples.of("c").ints("x", 0, 0).ints("label", -1).build()),
            0,
            dense("x", 2));
    assertThat(data.columns().get("x"))
        .isEqualTo(FloatColumn.of(new float[] {1, 255, 0.5f, 2, 0, 0}, 2));
    assertThat(data.columns().get("label")).isEqualTo(IntColumn.of(new int[] {3, -1, -1}));
    assertThat(data.ids()).containsExactly("a", "b", "c").inOrder();
  }

  @Test
  void sequencesAreCutPaddedAndLimited() {
    InMemoryDataset data =
        read(
            file(
                Examples.of("a").ints("words", 5, 9, 7, 4).build(),
                Examples.of("b").ints("words").build()),
            0,
            sequence(3, 9));
    assertThat(data.columns().get("words"))
        .isEqualTo(IntColumn.of(new int[] {5, 0, 7, 0, 0, 0}, 3));
  }

  @Test
  void aSequenceWithoutLengthTakesThatOfTheLongestExampleOrNeighbour() {
    InMemoryDataset data =
        read(
            file(
                Examples.of("a")
                    .ints("words", 5)
                    .floats("NL_nbr_0_weight", 1)
                    .ints("NL_nbr_0_words", 1, 2, 3)
                    .build()),
            1,
            sequence(0, 0));
    assertThat(data.columns().get("words")).isEqualTo(IntColumn.of(new int[] {5, 0, 0}, 3));
    assertThat(data.neighbors().pool().get("words"))
        .isEqualTo(IntColumn.of(new int[] {1, 2, 3}, 3));
  }

  @Test
  void aBagIsPaddedWithTheNumberOfIdsThatWasFound() {
    DatasetReader.Read read =
        new DatasetReader(ReadingConfig.of(List.of(ids(FeatureSpec.Form.BAG, 0, 0))))
            .read(
                file(
                    Examples.of("a").ints("words", 0, 4).build(),
                    Examples.of("b").ints("words", 2).build()));
    assertThat(read.data().columns().get("words"))
        .isEqualTo(IntColumn.of(new int[] {0, 4, 2, 5}, 2));
    assertThat(read.features().get(0).limit()).isEqualTo(5);
  }

  @Test
  void equalCopiesOfANeighbourAreKeptOnceAndOthersApart() {
    InMemoryDataset data =
        read(
            file(
                neighbor("a", "n", 7).build(),
                neighbor("b", "n", 7).build(),
                neighbor("c", "n", 8).build(),
                Examples.of("d").ints("x", 1).build()),
            1,
            dense("x", 1));
    assertThat(data.neighbors().pool().get("x")).isEqualTo(FloatColumn.of(new float[] {7, 8}, 1));
    assertThat(data.neighbors().rows()).isEqualTo(new int[] {0, 0, 1});
    assertThat(data.neighbors().offsets()).isEqualTo(new int[] {0, 1, 2, 3, 3});
  }

  private static Examples.Builder neighbor(String id, String neighborId, long value) {
    return Examples.of(id)
        .ints("x", 1)
        .floats("NL_nbr_0_weight", 0.5f)
        .bytes("NL_nbr_0_id", neighborId)
        .ints("NL_nbr_0_x", value);
  }

  @Test
  void theOrderOfManyRecordsDoesNotDependOnTheParsingThreads() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      examples.add(Examples.of("e" + i).ints("x", i).build());
    }
    List<InputFile> files =
        List.of(
            Examples.input(Examples.write(folder.resolve("1.gz"), examples.subList(0, 700))),
            Examples.input(Examples.write(folder.resolve("2.gz"), examples.subList(700, 1000))));
    InMemoryDataset one =
        new DatasetReader(new ReadingConfig(List.of(dense("x", 1)), "id", "label", 0, 1))
            .read(files)
            .data();
    InMemoryDataset four =
        new DatasetReader(new ReadingConfig(List.of(dense("x", 1)), "id", "label", 0, 4))
            .read(files)
            .data();
    assertThat(four).isEqualTo(one);
    assertThat(four.ids().get(999)).isEqualTo("e999");
  }

  @Test
  void aMissingFeatureIsNamedWithTheRecordAndWhatThereIs() {
    NslException failure = failure(file(Examples.of("a").ints("y", 1).build()), dense("x", 1));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_DATA);
    assertThat(failure)
        .hasMessageThat()
        .endsWith("in.tfrecord: record 0 has no feature x; it has id, y");
  }

  @Test
  void anotherLengthIsNamedWithWhatWasExpected() {
    NslException failure =
        failure(
            file(Examples.of("a").ints("x", 1, 2).build(), Examples.of("b").ints("x", 1).build()),
            dense("x", 2));
    assertThat(failure)
        .hasMessageThat()
        .endsWith(
            "record 1 has feature x with 1 values; expected 2 numbers, as in the first record");
  }

  @Test
  void anotherKindIsNamed() {
    NslException failure =
        failure(file(Examples.of("a").bytes("x", "text").build()), dense("x", 1));
    assertThat(failure).hasMessageThat().contains("has feature x as bytes");
  }

  @Test
  void aNeighbourWithoutItsFeatureIsNamed() {
    NslException failure =
        failure(
            file(Examples.of("a").ints("x", 1).floats("NL_nbr_0_weight", 1).build()),
            dense("x", 1));
    assertThat(failure).hasMessageThat().contains("has no feature NL_nbr_0_x");
  }

  @Test
  void aNumberThatIsNotFiniteIsNamed() {
    NslException failure =
        failure(file(Examples.of("a").floats("x", Float.NaN).build()), dense("x", 1));
    assertThat(failure).hasMessageThat().contains("has feature x with NaN at place 0");
  }

  @Test
  void aLabelBelowMinusOneIsNamed() {
    NslException failure =
        failure(file(Examples.of("a").ints("x", 1).ints("label", -2).build()), dense("x", 1));
    assertThat(failure).hasMessageThat().contains("has label label = -2; expected one class");
  }

  @Test
  void aFileThatIsCutShortIsNamedWithTheByte() throws IOException {
    List<InputFile> whole = file(Examples.of("a").ints("x", 1).build());
    Path cut = folder.resolve("cut.tfrecord");
    byte[] bytes = Files.readAllBytes(Path.of(whole.get(0).path()));
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length - 3));
    NslException failure = failure(List.of(Examples.input(cut)), dense("x", 1));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_DATA);
    assertThat(failure).hasMessageThat().contains("cut.tfrecord: damaged record at byte 0");
  }

  @Test
  void aFileWithFewerRecordsThanItsManifestSaysFails() {
    InputFile plain = file(Examples.of("a").ints("x", 1).build()).get(0);
    NslException failure =
        failure(List.of(new InputFile(plain.path(), plain.bytes(), 2)), dense("x", 1));
    assertThat(failure).hasMessageThat().contains("has 1 records, the manifest says 2");
  }

  @Test
  void onlyListedIdsKeepTheirLabels() {
    InMemoryDataset data =
        read(
            file(
                Examples.of("a").ints("x", 1).ints("label", 0).build(),
                Examples.of("b").ints("x", 2).ints("label", 1).build()),
            0,
            dense("x", 1));
    InMemoryDataset kept = Selection.keepLabels(data, List.of("label"), Set.of("b", "unknown"));
    assertThat(kept.columns().get("label")).isEqualTo(IntColumn.of(new int[] {-1, 1}));
    assertThat(Selection.labelledRows(kept, List.of("label"))).isEqualTo(new int[] {1});
    assertThrows(
        NslException.class, () -> Selection.keepLabels(data, List.of("label"), Set.of("unknown")));
  }

  @Test
  void selectedRowsTakeTheirNeighboursAlong() {
    InMemoryDataset data =
        read(
            file(
                neighbor("a", "m", 7).build(),
                Examples.of("b").ints("x", 2).build(),
                neighbor("c", "n", 8).build()),
            1,
            dense("x", 1));
    InMemoryDataset picked = Selection.rows(data, new int[] {2, 1});
    assertThat(picked.ids()).containsExactly("c", "b").inOrder();
    assertThat(picked.neighbors().offsets()).isEqualTo(new int[] {0, 1, 1});
    assertThat(picked.neighbors().rows()).isEqualTo(new int[] {1});
  }
}
