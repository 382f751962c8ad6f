package org.beamnsl.benchmarks.training;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.tfrecord.TfRecordWriter;
import org.beamnsl.trainer.data.Batch;
import org.beamnsl.trainer.data.BatchOrder;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.Dataset;
import org.beamnsl.trainer.reading.DatasetReader;
import org.beamnsl.trainer.reading.FeatureSpec;
import org.beamnsl.trainer.reading.ReadAhead;
import org.beamnsl.trainer.reading.ReadingConfig;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

/**
 * Speed of the input pipeline alone: files of images like MNIST's (81 % zeros) are read and parsed,
 * then shuffled, cut into batches by the thread that reads ahead and copied, without any step. Best
 * of five after a warm-up.
 */
final class ReadThroughput {
  private static final int IMAGES = 20_000;
  private static final int SHARDS = 4;
  private static final int PIXELS = 28 * 28;
  private static final int REPEATS = 5;

  private final Random random = new Random(0);
  private final DatasetReader reader;

  ReadThroughput(int threads) {
    var image =
        new FeatureSpec(
            "image", FeatureSpec.Stored.FLOAT, FeatureSpec.Form.DENSE, new int[] {28, 28, 1}, 0);
    reader = new DatasetReader(new ReadingConfig(List.of(image), "id", "label", 0, threads));
  }

  void run() {
    Dataset data = parse("");
    parse(".gz");
    for (int batch : new int[] {32, 128}) {
      cut(data, batch);
    }
  }

  /** Shards into memory. */
  private Dataset parse(String suffix) {
    List<Path> shards = List.of();
    try {
      shards = write(suffix);
      List<InputFile> files =
          shards.stream().map(path -> new InputFile(path.toString(), -1, -1)).toList();
      Dataset data = reader.read(files).data();
      double best = Double.MAX_VALUE;
      for (int i = 0; i < REPEATS; i++) {
        long start = System.nanoTime();
        reader.read(files);
        best = Math.min(best, (System.nanoTime() - start) / 1e9);
      }
      System.out.printf(
          Locale.ROOT, "parse_mnist%s\t%d shards\t%.0f%n", suffix, SHARDS, IMAGES / best);
      return data;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      shards.forEach(path -> path.toFile().delete());
    }
  }

  private List<Path> write(String suffix) throws IOException {
    List<Path> shards = new ArrayList<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      Path file = Files.createTempFile("nsl-read", ".tfrecord" + suffix);
      shards.add(file);
      try (TfRecordWriter writer = TfRecordWriter.create(file)) {
        for (int i = 0; i < IMAGES / SHARDS; i++) {
          writer.write(example(shard + "/" + i));
        }
      }
    }
    return shards;
  }

  private byte[] example(String id) {
    FloatList.Builder pixels = FloatList.newBuilder();
    for (int i = 0; i < PIXELS; i++) {
      pixels.addValue(random.nextFloat() < 0.19f ? random.nextInt(256) / 255f : 0);
    }
    Example.Builder example = Example.newBuilder();
    example
        .getFeaturesBuilder()
        .putFeature("image", Feature.newBuilder().setFloatList(pixels).build())
        .putFeature(
            "label",
            Feature.newBuilder()
                .setInt64List(Int64List.newBuilder().addValue(random.nextInt(10)))
                .build())
        .putFeature(
            "id",
            Feature.newBuilder()
                .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFromUtf8(id)))
                .build());
    return example.build().toByteArray();
  }

  /** Batches only name large rows; a step copies them into its tensors, so they are copied here. */
  private static int copy(Batch batch) {
    for (Column column : batch.columns().values()) {
      if (column.decoded().rows() != batch.size()) {
        throw new IllegalStateException("a column has other rows than its batch");
      }
    }
    return batch.size();
  }

  /** All batches of an epoch. */
  private static void cut(Dataset data, int batch) {
    try (ReadAhead ahead = new ReadAhead(data)) {
      double best = Double.MAX_VALUE;
      for (int epoch = 0; epoch <= REPEATS; epoch++) {
        long start = System.nanoTime();
        Iterator<Batch> batches = ahead.batches(new BatchOrder(batch, true, 0, epoch, 0, 0));
        int examples = 0;
        while (batches.hasNext()) {
          examples += copy(batches.next());
        }
        if (examples != IMAGES) {
          throw new IllegalStateException("an epoch had " + examples + " examples");
        }
        if (epoch > 0) {
          best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
      }
      System.out.printf(
          Locale.ROOT,
          "cut_mnist\t%d\t%.0f\t%.3f%n",
          batch,
          IMAGES / best,
          1000 * best * batch / IMAGES);
    }
  }
}
