package org.beamnsl.trainer.reading;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.data.Batch;
import org.beamnsl.trainer.data.BatchOrder;
import org.beamnsl.trainer.data.Dataset;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.data.StoredColumn;
import org.beamnsl.trainer.testing.Examples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Example;

class DataMemoryTest {
  private static final List<FeatureSpec> FEATURES =
      List.of(
          new FeatureSpec("x", FeatureSpec.Stored.FLOAT, FeatureSpec.Form.DENSE, new int[] {4}, 0),
          new FeatureSpec(
              "words", FeatureSpec.Stored.INT64, FeatureSpec.Form.SEQUENCE, new int[] {0}, 0));

  @TempDir Path folder;
  @TempDir Path scratch;

  @BeforeEach
  void writeExamples() {
    List<Example> examples = new ArrayList<>(Examples.twoClasses(700, 3));
    for (int i = 0; i < 300; i++) { // ten neighbours that many examples share, one of two bodies
      examples.add(
          Examples.of("s" + i)
              .ints("label", i % 2)
              .floats("x", i, 1, 2, 3)
              .ints("words", 1 + i % 7)
              .bytes("NL_nbr_0_id", "shared-" + i % 10)
              .floats("NL_nbr_0_weight", 1)
              .floats("NL_nbr_0_x", i % 10, i < 290 ? 0 : 9, 0, 0)
              .ints("NL_nbr_0_words", 3, 4)
              .build());
    }
    Examples.write(folder.resolve("in.gz"), examples);
  }

  private DatasetReader.Read read(DataMemory memory) {
    ReadingConfig config = ReadingConfig.of(FEATURES).withNeighbors(2).withMemory(memory);
    return new DatasetReader(config).read(List.of(Examples.input(folder.resolve("in.gz"))));
  }

  private static List<Batch> epoch(Dataset data) {
    List<Batch> batches = new ArrayList<>();
    data.batches(new BatchOrder(32, true, 5, 2, 3, 2)).forEachRemaining(batches::add);
    return batches;
  }

  @Test
  void theBatchesOfAScratchFileAreThoseOfMemory() {
    DatasetReader.Read resident = read(DataMemory.unlimited());
    try (DataMemory none = DataMemory.of(0, scratch)) {
      DatasetReader.Read stored = read(none);
      assertThat(none.scratchBytes()).isGreaterThan(0);
      assertThat(stored.data().columns().get("x")).isInstanceOf(StoredColumn.class);
      assertThat(stored.features()).isEqualTo(resident.features());
      assertThat(stored.pairs()).isEqualTo(resident.pairs());
      assertThat(stored.data().neighbors().rows()).isEqualTo(resident.data().neighbors().rows());
      assertThat(epoch(stored.data())).isEqualTo(epoch(resident.data()));
      int[] rows = Selection.labelledRows(stored.data(), List.of("label"));
      int[] some = java.util.Arrays.copyOfRange(rows, 400, 900);
      assertThat(epoch(Selection.rows(stored.data(), some)))
          .isEqualTo(epoch(Selection.rows(resident.data(), some)));
    }
  }

  @Test
  void aLimitThatIsReachedOnTheWayChangesNothing() {
    InMemoryDataset resident = read(DataMemory.unlimited()).data();
    try (DataMemory some = DataMemory.of(20_000, scratch)) {
      InMemoryDataset stored = read(some).data();
      assertThat(some.scratchBytes()).isGreaterThan(20_000L);
      assertThat(epoch(stored)).isEqualTo(epoch(resident));
    }
  }

  @Test
  void whatFitsStaysInMemory() throws IOException {
    try (DataMemory enough = DataMemory.of(1 << 20, scratch)) {
      read(enough);
      assertThat(enough.scratchBytes()).isEqualTo(0);
    }
    try (var files = Files.list(scratch)) {
      assertThat(files.toList()).isEmpty();
    }
  }

  @Test
  void nothingIsLeftInTheFolder() throws IOException {
    try (DataMemory none = DataMemory.of(0, scratch)) {
      read(none);
    }
    try (var files = Files.list(scratch)) {
      assertThat(files.toList()).isEmpty();
    }
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    try (DataMemory none = DataMemory.of(0, folder.resolve("missing"))) {
      NslException e = assertThrows(NslException.class, () -> read(none));
      assertThat(e.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
      assertThat(e).hasMessageThat().contains("missing: cannot keep examples there");
    }
  }
}
