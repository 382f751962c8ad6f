package org.beamnsl.core.graph;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.tfrecord.CorruptRecordException;
import org.beamnsl.core.tfrecord.TfRecordWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackedEdgeProperties {
  /** One for the tests of either engine. */
  @TempDir Path folder;

  @BeforeProperty
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("edges");
  }

  @AfterProperty
  void removeFolder() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @Property(tries = 300)
  void packingAndUnpackingChangesNothing(@ForAll("graphs") List<Edge> edges, @ForAll boolean gzip)
      throws IOException {
    String end = gzip ? ".gz" : "";
    Path tsv = write(edges, "a.tsv" + end);
    assertThat(read(tsv)).isEqualTo(edges);
    Path packed = convert(tsv, "b.edges" + end);
    assertThat(read(packed)).isEqualTo(edges);
    Path text = convert(packed, "c.tsv" + end);
    assertThat(Files.readAllBytes(text)).isEqualTo(Files.readAllBytes(tsv));
    assertThat(Files.readAllBytes(convert(text, "d.edges" + end)))
        .isEqualTo(Files.readAllBytes(packed));
  }

  @Property(tries = 300)
  void aFlippedBitOrACutIsNamedWithFileAndByte(
      @ForAll("graphs") List<Edge> edges,
      @ForAll @IntRange(min = 0) int place,
      @ForAll @IntRange(min = 0, max = 7) int bit,
      @ForAll boolean cut)
      throws IOException {
    byte[] bytes = Files.readAllBytes(write(edges, "whole.edges"));
    int at = place % bytes.length;
    byte[] damaged = cut ? Arrays.copyOf(bytes, at) : bytes;
    if (!cut) {
      damaged[at] ^= (byte) (1 << bit);
    }
    Path file = Files.write(folder.resolve("damaged.edges"), damaged);
    CorruptRecordException failure = assertThrows(CorruptRecordException.class, () -> read(file));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_DATA);
    assertThat(failure).hasMessageThat().startsWith(file + ": damaged record at byte ");
    assertThat(failure.position()).isAtMost(at);
  }

  @Property(tries = 1000)
  void recordsWithGoodChecksumsButAnyBytesNeverReadBeyondThem(@ForAll byte[] block)
      throws IOException {
    byte[] record = new byte[block.length + 1];
    record[0] = PackedEdgeWriter.BLOCK;
    System.arraycopy(block, 0, record, 1, block.length);
    Path file = records("NSL edges\u0001".getBytes(UTF_8), record);
    // No end: whatever the block says, the file is damaged.
    assertThrows(CorruptRecordException.class, () -> read(file));
  }

  @Test
  void blocksEndAtTheirLimitsAndAllEdgesAreThere() throws IOException {
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < PackedEdgeWriter.BLOCK_EDGES + 10; i++) {
      edges.add(new Edge("node" + i / 3, "node" + (i * 7919L) % 50_000, i / 1e6, ""));
    }
    String id = "x".repeat(GraphTsvReader.MAX_ID_BYTES - 6);
    for (int i = 0; i < 1000; i++) {
      edges.add(new Edge(id + i, id + (i + 1), 1, "type" + i % 3));
    }
    assertThat(read(write(edges, "large.edges"))).isEqualTo(edges);
  }

  @Test
  void packedEdgesTakeLessThanHalfOfTheirText() throws IOException {
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      edges.add(new Edge("paper" + i / 8, "paper" + (i * 7919L) % 6250, (i % 999) / 1e3, ""));
    }
    long text = Files.size(write(edges, "size.tsv"));
    assertThat(2 * Files.size(write(edges, "size.edges"))).isLessThan(text);
  }

  @Test
  void laterVersionsAndOtherFilesAreRefused() throws IOException {
    NslException later =
        assertThrows(NslException.class, () -> read(records("NSL edges\u0002".getBytes(UTF_8))));
    assertThat(later).hasMessageThat().endsWith("version 2 of packed edges, expected 1");
    assertThrows(CorruptRecordException.class, () -> read(records("an Example".getBytes(UTF_8))));
    Path text = Files.writeString(folder.resolve("text.edges"), "a\tb\t1\nb\ta\t0.5\n");
    assertThrows(CorruptRecordException.class, () -> read(text));
  }

  @Test
  void theNameTellsThePackedFiles() {
    assertThat(EdgeFiles.packed("x/graph.edges")).isTrue();
    assertThat(EdgeFiles.packed("graph.EDGES.gz")).isTrue();
    assertThat(EdgeFiles.packed("graph.edges-00000-of-00002.gz")).isTrue();
    assertThat(EdgeFiles.packed("graph.edges.d/graph.tsv")).isFalse();
    assertThat(EdgeFiles.packed("graph.edges.backup.tsv")).isFalse();
    assertThat(EdgeFiles.packed("edges")).isFalse();
  }

  @Provide
  Arbitrary<List<Edge>> graphs() {
    Arbitrary<String> ids =
        Arbitraries.of("a", "b", "é", "#", "€", " ", "\r", "\"", "\ud83d\ude00")
            .list()
            .ofMinSize(1)
            .ofMaxSize(6)
            .map(letters -> String.join("", letters));
    Arbitrary<Double> weights =
        Arbitraries.oneOf(
            Arbitraries.integers().between(-1_000_000, 1_000_000).map(n -> n / 1e6),
            Arbitraries.of(0.0, -0.0, 1.0, 1e300, 1e-300, Double.MIN_VALUE, -1000.0, 1000.000001),
            Arbitraries.doubles());
    Arbitrary<String> types = Arbitraries.oneOf(Arbitraries.just(""), ids);
    return Combinators.combine(ids, ids, weights, types).as(Edge::new).list().ofMaxSize(60);
  }

  private Path write(List<Edge> edges, String name) throws IOException {
    Path file = folder.resolve(name);
    try (EdgeOutput out = EdgeFiles.create(file.toString(), stream -> stream)) {
      for (Edge edge : edges) {
        out.write(new OneEdge(edge));
      }
      out.finish();
      assertThat(out.edges()).isEqualTo(edges.size());
    }
    return file;
  }

  private Path convert(Path from, String name) throws IOException {
    Path file = folder.resolve(name);
    try (EdgeInput in = open(from);
        EdgeOutput out = EdgeFiles.create(file.toString(), stream -> stream)) {
      while (in.advance()) {
        out.write(in);
      }
      out.finish();
    }
    return file;
  }

  private Path records(byte[]... records) throws IOException {
    Path file = folder.resolve("records.edges");
    try (TfRecordWriter out = TfRecordWriter.create(file)) {
      for (byte[] record : records) {
        out.write(record);
      }
    }
    return file;
  }

  private static List<Edge> read(Path file) throws IOException {
    List<Edge> edges = new ArrayList<>();
    try (EdgeInput in = open(file)) {
      while (in.advance()) {
        edges.add(new Edge(in.source(), in.target(), in.weight(), in.type()));
      }
    }
    return edges;
  }

  private static EdgeInput open(Path file) throws IOException {
    return EdgeFiles.open(
        file.toString(),
        "",
        bad -> {
          throw new AssertionError(bad);
        });
  }

  /** An edge as a reader shows it, its parts not side by side. */
  private record OneEdge(Edge edge) implements EdgeInput {
    @Override
    public byte[] bytes() {
      return (edge.type() + "--" + edge.target() + "-" + edge.source()).getBytes(UTF_8);
    }

    @Override
    public int typeStart() {
      return 0;
    }

    @Override
    public int typeEnd() {
      return length(edge.type());
    }

    @Override
    public int targetStart() {
      return typeEnd() + 2;
    }

    @Override
    public int targetEnd() {
      return targetStart() + length(edge.target());
    }

    @Override
    public int sourceStart() {
      return targetEnd() + 1;
    }

    @Override
    public int sourceEnd() {
      return sourceStart() + length(edge.source());
    }

    @Override
    public double weight() {
      return edge.weight();
    }

    @Override
    public boolean advance() {
      return false;
    }

    @Override
    public long line() {
      return 1;
    }

    @Override
    public void close() {}

    private static int length(String text) {
      return text.getBytes(UTF_8).length;
    }
  }
}
