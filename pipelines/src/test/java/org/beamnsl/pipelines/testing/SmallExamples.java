package org.beamnsl.pipelines.testing;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.tfrecord.TfRecordReader;
import org.beamnsl.core.tfrecord.TfRecordWriter;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.Int64List;

/** Writes and reads small record files of examples. */
public final class SmallExamples {
  private SmallExamples() {}

  /** An example with an id, a text and, unless it is -1, a label. */
  public static Example of(String id, long label) {
    Features.Builder features =
        Features.newBuilder().putFeature("id", text(id)).putFeature("text", text("of " + id));
    if (label != -1) {
      features.putFeature(
          "label",
          Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(label)).build());
    }
    return Example.newBuilder().setFeatures(features).build();
  }

  /** A feature of one text. */
  public static Feature text(String value) {
    return Feature.newBuilder()
        .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFromUtf8(value)))
        .build();
  }

  /** Writes a file, compressed by its extension. */
  public static Path write(Path file, Example... examples) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    try (TfRecordWriter writer = TfRecordWriter.create(file)) {
      for (Example example : examples) {
        writer.write(example.toByteArray());
      }
    }
    return file;
  }

  /** Reads a file. */
  public static List<Example> read(Path file) throws IOException {
    List<Example> examples = new ArrayList<>();
    try (TfRecordReader reader = TfRecordReader.open(file)) {
      while (reader.advance()) {
        examples.add(Example.parseFrom(reader.record()));
      }
    }
    return examples;
  }

  /** The first text of a feature. */
  public static String text(Example example, String feature) {
    return example
        .getFeatures()
        .getFeatureOrThrow(feature)
        .getBytesList()
        .getValue(0)
        .toStringUtf8();
  }
}
