package org.beamnsl.benchmarks.similarity;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.beamnsl.core.tfrecord.TfRecordWriter;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;

/**
 * Writes embeddings as Examples: clusters inside topics, hard to tell apart.
 *
 * <p>A fifth of the rows are single rows of a topic; the others are in clusters of about 14 (cosine
 * in a cluster .87 to .95) whose topic's other members have cosine about .55. As {@code hub}, one
 * cluster holds 5 % of all rows and the sizes of the next follow Zipf's law.
 */
public final class EmbeddingData {
  private static final double SPREAD = 0.8;

  private final Random random;
  private final int dims;

  private EmbeddingData(int dims, long seed) {
    this.random = new Random(seed);
    this.dims = dims;
  }

  /** Arguments: file, {@code topics} or {@code hub}, rows, dims, seed. */
  public static void main(String[] args) throws IOException {
    int rows = Integer.parseInt(args[2]);
    EmbeddingData data = new EmbeddingData(Integer.parseInt(args[3]), Long.parseLong(args[4]));
    try (TfRecordWriter writer = TfRecordWriter.create(Path.of(args[0]))) {
      data.write(writer, rows, args[1].equals("hub"));
    }
  }

  private void write(TfRecordWriter writer, int rows, boolean hub) throws IOException {
    float[][] topics = new float[Math.max(8, rows / 1000)][];
    for (int topic = 0; topic < topics.length; topic++) {
      topics[topic] = moved(new float[dims], 1);
    }
    int clustered = rows - rows / 5;
    int row = 0;
    for (int cluster = 0; row < rows; cluster++) {
      float[] center = moved(topics[random.nextInt(topics.length)], SPREAD);
      int size = row < clustered ? Math.min(size(hub, rows, cluster), clustered - row) : 1;
      double noise = 0.05 + 0.09 * random.nextDouble();
      for (int member = 0; member < size; member++, row++) {
        writer.write(example(row, size == 1 ? center : moved(center, noise)));
      }
    }
  }

  private int size(boolean hub, int rows, int cluster) {
    if (!hub) {
      return 8 + random.nextInt(13);
    }
    return cluster == 0 ? rows / 20 : Math.max(2, rows / 50 / (cluster + 1));
  }

  /** A unit vector: {@code from} plus Gaussian noise of the given squared length. */
  private float[] moved(float[] from, double noise) {
    float[] vector = new float[dims];
    double square = 0;
    for (int k = 0; k < dims; k++) {
      vector[k] = (float) (from[k] + Math.sqrt(noise / dims) * random.nextGaussian());
      square += vector[k] * vector[k];
    }
    for (int k = 0; k < dims; k++) {
      vector[k] /= (float) Math.sqrt(square);
    }
    return vector;
  }

  private static byte[] example(int row, float[] vector) {
    FloatList.Builder floats = FloatList.newBuilder();
    for (float value : vector) {
      floats.addValue(value);
    }
    BytesList id =
        BytesList.newBuilder()
            .addValue(ByteString.copyFromUtf8(String.format("n%08d", row)))
            .build();
    return Example.newBuilder()
        .setFeatures(
            Features.newBuilder()
                .putFeature("embedding", Feature.newBuilder().setFloatList(floats).build())
                .putFeature("id", Feature.newBuilder().setBytesList(id).build()))
        .build()
        .toByteArray();
  }
}
