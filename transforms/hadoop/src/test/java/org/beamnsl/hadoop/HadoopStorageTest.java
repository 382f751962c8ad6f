package org.beamnsl.hadoop;

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
import org.beamnsl.core.storage.FileInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of storages, on Hadoop's local file system. */
class HadoopStorageTest {
  private final HadoopStorage storage = new HadoopStorage();
  @TempDir Path temporary;
  private String folder = "";

  @BeforeEach
  void name() {
    folder = "file://" + temporary;
  }

  private String write(String name, String text) throws IOException {
    String path = folder + "/" + name;
    try (OutputStream out = storage.create(path)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return path;
  }

  private String read(String path) throws IOException {
    try (InputStream in = storage.open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void readsBackWhatWasWritten() throws IOException {
    String path = write("a/b.txt", "hello");
    assertThat(read(path)).isEqualTo("hello");
    assertThat(storage.stat(path)).hasValue(new FileInfo(path, 5, false));
    assertThat(storage.stat(folder + "/a/")).hasValue(new FileInfo(folder + "/a", 0, true));
  }

  @Test
  void readsFromTheMiddle() throws IOException {
    String path = write("b.txt", "hello");
    try (SeekableByteChannel channel = storage.openSeekable(path)) {
      ByteBuffer three = ByteBuffer.allocateDirect(3);
      assertThat(channel.size()).isEqualTo(5);
      assertThat(channel.position(2).read(three)).isEqualTo(3);
      assertThat(StandardCharsets.UTF_8.decode(three.flip()).toString()).isEqualTo("llo");
      assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
  }

  @Test
  void listsAndGlobsByName() throws IOException {
    write("x/2", "22");
    write("x/1", "1");
    write("x/sub/3", "333");
    FileInfo one = new FileInfo(folder + "/x/1", 1, false);
    FileInfo two = new FileInfo(folder + "/x/2", 2, false);
    FileInfo three = new FileInfo(folder + "/x/sub/3", 3, false);
    assertThat(storage.list(folder + "/x"))
        .containsExactly(one, two, new FileInfo(folder + "/x/sub", 0, true))
        .inOrder();
    assertThat(storage.glob(folder + "/x/*")).containsExactly(one, two).inOrder();
    assertThat(storage.glob(folder + "/x/[2-9]")).containsExactly(two);
    assertThat(storage.glob(folder + "/x/**")).containsExactly(one, two, three).inOrder();
    assertThat(storage.glob(folder + "/none/**")).isEmpty();
    assertThat(storage.glob(folder + "/none/*")).isEmpty();
  }

  @Test
  void aMissingFileIsReportedAsSuch() throws IOException {
    String absent = folder + "/absent";
    assertThat(storage.stat(absent)).isEmpty();
    assertThat(storage.list(absent)).isEmpty();
    assertThat(assertThrows(NoSuchFileException.class, () -> storage.open(absent)).getMessage())
        .isEqualTo(absent);
    storage.delete(absent);
  }

  @Test
  void renamesOverFilesMovesFoldersAndDeletesThem() throws IOException {
    String from = write("y/from", "new");
    String to = write("y/to", "old");
    storage.rename(from, to);
    assertThat(read(to)).isEqualTo("new");
    assertThat(storage.stat(from)).isEmpty();
    storage.rename(folder + "/y", folder + "/far/away");
    assertThat(read(folder + "/far/away/to")).isEqualTo("new");
    storage.delete(folder + "/far");
    assertThat(storage.stat(folder + "/far")).isEmpty();
  }

  @Test
  void servesOnlyWhatHadoopKnows() {
    assertThat(storage.handles("hdfs://name/x")).isTrue();
    assertThat(storage.handles("HDFS://name/x")).isTrue();
    assertThat(storage.handles("nonsense://name/x")).isFalse();
    assertThat(storage.handles("/plain/x")).isFalse();
    assertThat(storage.renamesAtomically("hdfs://name/x")).isTrue();
    assertThat(storage.renamesAtomically("s3a://bucket/x")).isFalse();
  }
}
