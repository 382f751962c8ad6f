package org.beamnsl.beam.testing;

import com.google.protobuf.ByteString;
import java.io.IOException;
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

/** Small examples for tests of pipelines. */
public final class SampleExamples {
  private SampleExamples() {}

  /** A serialized example with an id, a text that follows from it, and a label if not -1. */
  public static byte[] record(String id, long label) {
    Features.Builder features = Features.newBuilder().putFeature("id", bytes(id));
    features.putFeature("text", bytes("text of " + id));
    if (label != -1) {
      features.putFeature("label", int64(label));
    }
    return example(features);
  }

  /** A serialized example with a text only. */
  public static byte[] text(String text) {
    return example(Features.newBuilder().putFeature("text", bytes(text)));
  }

  /** The id of a serialized example. */
  public static String id(byte[] record) {
    return value(record, "id");
  }

  /** The first value of a feature of a serialized example. */
  public static String value(byte[] record, String feature) {
    try {
      return Example.parseFrom(record)
          .getFeatures()
          .getFeatureOrThrow(feature)
          .getBytesList()
          .getValue(0)
          .toStringUtf8();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes records to a file, compressed by its extension. */
  public static String write(Path file, byte[]... records) throws IOException {
    try (TfRecordWriter writer = TfRecordWriter.create(file)) {
      for (byte[] record : records) {
        writer.write(record);
      }
    }
    return file.toString();
  }

  /** Reads the records of a file. */
  public static List<byte[]> read(Path file) throws IOException {
    List<byte[]> records = new ArrayList<>();
    try (TfRecordReader reader = TfRecordReader.open(file)) {
      while (reader.advance()) {
        records.add(reader.record());
      }
    }
    return records;
  }

  private static byte[] example(Features.Builder features) {
    return Example.newBuilder().setFeatures(features).build().toByteArray();
  }

  private static Feature bytes(String value) {
    return Feature.newBuilder()
        .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFromUtf8(value)))
        .build();
  }

  private static Feature int64(long value) {
    return Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(value)).build();
  }
}
