package org.beamnsl.benchmarks.packing;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.beamnsl.core.tfrecord.TfRecordWriter;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

/**
 * Writes {@code labeled.tfrecord}, {@code unlabeled.tfrecord} and {@code graph.tsv}: examples of 16
 * floats or of a byte string, every other one labelled, and a random graph, perhaps with a hub. The
 * same arguments give the same files.
 */
public final class PackingData {
  private static final int FLOATS = 16;

  private final int nodes;
  private final int imageBytes;
  private final SplittableRandom random = new SplittableRandom(42);

  private PackingData(int nodes, int imageBytes) {
    this.nodes = nodes;
    this.imageBytes = imageBytes;
  }

  /**
   * Arguments: folder, nodes, edges, bytes of a byte string (0 for 16 floats), edges of the hub.
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 5) {
      throw new IllegalArgumentException("expected: folder nodes edges imageBytes hubEdges");
    }
    Path folder = Files.createDirectories(Path.of(args[0]));
    PackingData data = new PackingData(Integer.parseInt(args[1]), Integer.parseInt(args[3]));
    data.writeExamples(folder);
    data.writeGraph(folder, Long.parseLong(args[2]), Long.parseLong(args[4]));
  }

  private void writeExamples(Path folder) throws IOException {
    try (TfRecordWriter labeled = TfRecordWriter.create(folder.resolve("labeled.tfrecord"));
        TfRecordWriter unlabeled = TfRecordWriter.create(folder.resolve("unlabeled.tfrecord"))) {
      for (int node = 0; node < nodes; node++) {
        (node % 2 == 0 ? labeled : unlabeled).write(example(node));
      }
    }
  }

  private byte[] example(int node) {
    Features.Builder features = Features.newBuilder();
    features.putFeature("id", bytes(id(node).getBytes(StandardCharsets.UTF_8)));
    if (node % 2 == 0) {
      features.putFeature(
          "label",
          Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(node % 10)).build());
    }
    if (imageBytes == 0) {
      FloatList.Builder floats = FloatList.newBuilder();
      for (int i = 0; i < FLOATS; i++) {
        floats.addValue((float) random.nextDouble());
      }
      features.putFeature("words", Feature.newBuilder().setFloatList(floats).build());
    } else {
      byte[] image = new byte[imageBytes];
      random.nextBytes(image);
      features.putFeature("image", bytes(image));
    }
    return Example.newBuilder().setFeatures(features).build().toByteArray();
  }

  private void writeGraph(Path folder, long edges, long hubEdges) throws IOException {
    try (Writer graph = Files.newBufferedWriter(folder.resolve("graph.tsv"))) {
      for (long i = 0; i < edges; i++) {
        write(graph, random.nextInt(nodes), random.nextInt(nodes));
      }
      for (long i = 0; i < hubEdges; i++) {
        write(graph, 0, (int) (i % (nodes - 1)) + 1);
      }
    }
  }

  private void write(Writer graph, int source, int target) throws IOException {
    int millionths = random.nextInt(1_000_000);
    String digits = String.valueOf(1_000_000 + millionths);
    graph.write(id(source) + '\t' + id(target) + "\t0." + digits.substring(1) + '\n');
  }

  private static String id(int node) {
    return "n" + node;
  }

  private static Feature bytes(byte[] value) {
    return Feature.newBuilder()
        .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFrom(value)))
        .build();
  }
}
