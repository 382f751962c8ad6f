package org.beamnsl.examples.similarity;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.google.protobuf.ByteString;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.measure.Closeness;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.EmbeddingSamples;
import org.beamnsl.core.similarity.RowForm;
import org.beamnsl.core.tfrecord.TfRecordWriter;
import org.beamnsl.pipelines.Main;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;

/**
 * The command in a process of its own, where the measure is in a jar behind the class path: what
 * the launcher makes of {@code NSL_JARS}.
 */
final class OwnMeasureTest {
  private static final Path CLASSES = Path.of("target", "classes").toAbsolutePath();
  private static final List<String> MEASURE =
      List.of(
          "META-INF/services/org.beamnsl.core.measure.SimilarityMeasure",
          "org/beamnsl/examples/similarity");

  private static final EmbeddingBlock ROWS = EmbeddingSamples.clustered(600, 24, 60, 0.4, 5);

  @TempDir Path folder;
  private Path embeddings;

  @BeforeEach
  void writeRows() throws IOException {
    embeddings = folder.resolve("rows.tfrecord");
    try (TfRecordWriter writer = TfRecordWriter.create(embeddings)) {
      for (int row = 0; row < ROWS.rows(); row++) {
        writer.write(example(row).toByteArray());
      }
    }
  }

  @Test
  void aGraphIsBuiltByTheMeasureOfAJar() throws Exception {
    Path graph = folder.resolve("graph.tsv");
    String said = run(0, jar(), "--method=lsh", "--output=" + graph);
    assertThat(said).contains("method lsh");
    assertThat(Manifest.read(graph + Manifest.SUFFIX).details())
        .containsEntry("hashFamily", "half-spaces");
    Set<String> expected = edges(0.8);
    Set<String> found = new TreeSet<>(Files.readAllLines(graph));
    assertThat(expected).containsAtLeastElementsIn(found);
    assertThat((double) found.size()).isAtLeast(0.97 * expected.size());
  }

  @Test
  void withoutTheJarTheNamesThatThereAreAreSaid() throws Exception {
    assertThat(run(64, folder.resolve("none.jar"), "--output=" + folder.resolve("graph.tsv")))
        .contains("--similarity=angular: expected one of cosine, dot, euclidean, jaccard");
  }

  /** Runs the command and returns what it says. */
  private String run(int expected, Path jar, String... flags) throws Exception {
    String before =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).toAbsolutePath().equals(CLASSES))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-cp", before + File.pathSeparator + jar, Main.class.getName()));
    line.addAll(List.of("build-graph", "--input=" + embeddings, "--similarity=angular"));
    line.add("--runner=FlinkRunner");
    line.addAll(List.of(flags));
    Path said = folder.resolve("said.txt");
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    int status = process.waitFor();
    assertWithMessage(Files.readString(said)).that(status).isEqualTo(expected);
    return Files.readString(said);
  }

  private Path jar() throws IOException {
    Path jar = folder.resolve("angular.jar");
    try (OutputStream bytes = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(bytes)) {
      for (String part : MEASURE) {
        try (Stream<Path> files = Files.walk(CLASSES.resolve(part))) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            out.putNextEntry(new JarEntry(CLASSES.relativize(file).toString()));
            Files.copy(file, out);
          }
        }
      }
    }
    return jar;
  }

  /** The lines of the graph of all pairs, by their weights. */
  private static Set<String> edges(double threshold) {
    EmbeddingMatrix rows = EmbeddingMatrix.of(RowForm.DIRECTIONS, ROWS);
    Closeness closeness = new AngularSimilarity().closeness(threshold);
    Set<String> lines = new TreeSet<>();
    for (int a = 0; a < rows.rows(); a++) {
      for (int b = 0; b < rows.rows(); b++) {
        double weight = closeness.of(rows, a, b);
        if (a != b && closeness.reaches(weight)) {
          lines.add(String.format("%s\t%s\t%.6f", rows.ids().text(a), rows.ids().text(b), weight));
        }
      }
    }
    return lines;
  }

  private static Example example(int row) {
    FloatList.Builder vector = FloatList.newBuilder();
    for (int k = 0; k < ROWS.dims(); k++) {
      vector.addValue(ROWS.values()[row * ROWS.dims() + k]);
    }
    BytesList id =
        BytesList.newBuilder().addValue(ByteString.copyFromUtf8(ROWS.ids().text(row))).build();
    return Example.newBuilder()
        .setFeatures(
            Features.newBuilder()
                .putFeature("id", Feature.newBuilder().setBytesList(id).build())
                .putFeature("embedding", Feature.newBuilder().setFloatList(vector).build()))
        .build();
  }
}
