package org.beamnsl.beam.storage;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.beamnsl.core.storage.FileInfo;
import org.beamnsl.core.storage.LocalStorage;
import org.beamnsl.core.storage.Storage;
import org.beamnsl.core.storage.Storages;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of {@link Storage}, which both implementations keep on local folders. */
final class BeamStorageTest {
  @TempDir Path folder;

  @BeforeAll
  static void registerFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  static List<Storage> storages() {
    return List.of(new BeamStorage(), new LocalStorage());
  }

  private String write(Storage storage, String name, String text) throws IOException {
    String path = folder + "/" + name;
    try (OutputStream out = storage.create(path)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return path;
  }

  private static String read(Storage storage, String path) throws IOException {
    try (InputStream in = storage.open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @MethodSource("storages")
  void readsBackWhatWasWritten(Storage storage) throws IOException {
    String path = write(storage, "a/b.txt", "hello");
    assertThat(read(storage, path)).isEqualTo("hello");
    assertThat(storage.stat(path)).hasValue(new FileInfo(path, 5, false));
  }

  @ParameterizedTest
  @MethodSource("storages")
  void readsFromTheMiddle(Storage storage) throws IOException {
    String path = write(storage, "b.txt", "hello");
    try (SeekableByteChannel channel = storage.openSeekable(path)) {
      ByteBuffer three = ByteBuffer.allocate(3);
      channel.position(2).read(three);
      assertThat(new String(three.array(), StandardCharsets.UTF_8)).isEqualTo("llo");
    }
  }

  @ParameterizedTest
  @MethodSource("storages")
  void listsFilesAndFoldersByName(Storage storage) throws IOException {
    write(storage, "x/2", "22");
    write(storage, "x/1", "1");
    write(storage, "x/sub/3", "333");
    assertThat(storage.list(folder + "/x"))
        .containsExactly(
            new FileInfo(folder + "/x/1", 1, false),
            new FileInfo(folder + "/x/2", 2, false),
            new FileInfo(folder + "/x/sub", 0, true))
        .inOrder();
    assertThat(storage.glob(folder + "/x/*")).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("storages")
  void aMissingFileIsReportedAsSuch(Storage storage) throws IOException {
    String absent = folder + "/absent";
    assertThat(storage.stat(absent)).isEmpty();
    assertThat(storage.list(absent)).isEmpty();
    assertThat(assertThrows(NoSuchFileException.class, () -> storage.open(absent)).getMessage())
        .isEqualTo(absent);
    storage.delete(absent);
  }

  @ParameterizedTest
  @MethodSource("storages")
  void renamesFilesAndDeletesFolders(Storage storage) throws IOException {
    String from = write(storage, "y/from", "new");
    String to = write(storage, "y/to", "old");
    storage.rename(from, to);
    assertThat(read(storage, to)).isEqualTo("new");
    assertThat(storage.stat(from)).isEmpty();
    storage.delete(folder + "/y");
    assertThat(storage.stat(to)).isEmpty();
  }

  @Test
  void servesPathsWithASchemeAndLeavesTheOthersToTheCore() {
    assertThat(Storages.of("gs://bucket/x")).isInstanceOf(BeamStorage.class);
    assertThat(Storages.of("/data/x")).isInstanceOf(LocalStorage.class);
    assertThat(Storages.of("file:///data/x")).isInstanceOf(LocalStorage.class);
  }

  @ParameterizedTest
  @MethodSource("storages")
  void aPatternIsNoFile(Storage storage) throws IOException {
    write(storage, "c/1.txt", "1");
    assertThat(storage.stat(folder + "/c/*.txt")).isEmpty();
    assertThat(storage.stat(folder + "/*")).isEmpty();
    assertThat(storage.glob(folder + "/c/*.txt")).hasSize(1);
  }
}
