package org.beamnsl.trainer.testing;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.tfrecord.TfRecordReader;
import org.beamnsl.core.tfrecord.TfRecordWriter;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

/** Makes examples and files of them. */
public final class Examples {
  private Examples() {}

  /** One example under construction. */
  public static final class Builder {
    private final Example.Builder example = Example.newBuilder();

    /** Adds a text. */
    public Builder bytes(String name, String value) {
      BytesList list = BytesList.newBuilder().addValue(ByteString.copyFromUtf8(value)).build();
      return put(name, Feature.newBuilder().setBytesList(list).build());
    }

    /** Adds raw bytes. */
    public Builder raw(String name, byte[] value) {
      BytesList list = BytesList.newBuilder().addValue(ByteString.copyFrom(value)).build();
      return put(name, Feature.newBuilder().setBytesList(list).build());
    }

    /** Adds integers. */
    public Builder ints(String name, long... values) {
      Int64List.Builder list = Int64List.newBuilder();
      for (long value : values) {
        list.addValue(value);
      }
      return put(name, Feature.newBuilder().setInt64List(list).build());
    }

    /** Adds floats. */
    public Builder floats(String name, float... values) {
      FloatList.Builder list = FloatList.newBuilder();
      for (float value : values) {
        list.addValue(value);
      }
      return put(name, Feature.newBuilder().setFloatList(list).build());
    }

    private Builder put(String name, Feature feature) {
      example.getFeaturesBuilder().putFeature(name, feature);
      return this;
    }

    /** The example. */
    public Example build() {
      return example.build();
    }
  }

  /** An example with an id. */
  public static Builder of(String id) {
    return new Builder().bytes("id", id);
  }

  /** Writes a file. */
  public static Path write(Path file, List<Example> examples) {
    try (TfRecordWriter writer = TfRecordWriter.create(file)) {
      for (Example example : examples) {
        writer.write(example.toByteArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /** Reads a file. */
  public static List<Example> read(Path file) throws IOException {
    List<Example> examples = new ArrayList<>();
    try (TfRecordReader records = TfRecordReader.open(file)) {
      while (records.advance()) {
        examples.add(Example.parseFrom(records.record()));
      }
    }
    return examples;
  }

  /** A file as the readers take it. */
  public static InputFile input(Path file) {
    try {
      return new InputFile(file.toString(), Files.size(file), -1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Examples of two classes that a small network tells apart: feature {@code x} with four floats,
   * {@code words} with ids from 1 to 20, and up to two packed neighbours of the same class.
   */
  public static List<Example> twoClasses(int count, long seed) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = i % 2;
      Builder builder = of("e" + i).ints("label", label);
      fill(builder, "", label, random);
      int neighbors = random.nextInt(3);
      builder.ints("NL_num_nbrs", neighbors);
      for (int n = 0; n < neighbors; n++) {
        builder.floats("NL_nbr_" + n + "_weight", 0.5f + n / 4f);
        builder.bytes("NL_nbr_" + n + "_id", "n" + i + "-" + n);
        fill(builder, "NL_nbr_" + n + "_", label, random);
      }
      examples.add(builder.build());
    }
    return examples;
  }

  private static void fill(Builder builder, String prefix, int label, Random random) {
    float[] x = new float[4];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian() + (i % 2 == label ? 2 : -2);
    }
    long[] words = new long[1 + random.nextInt(6)];
    for (int i = 0; i < words.length; i++) {
      words[i] = 1 + 10L * label + random.nextInt(10);
    }
    builder.floats(prefix + "x", x).ints(prefix + "words", words);
  }
}
