package org.beamnsl.pipelines.buildgraph;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.tfrecord.TfRecordWriter;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;

/** Makes files of embeddings, good and bad rows in any order. */
final class EmbeddingFile {
  private final List<byte[]> records = new ArrayList<>();

  EmbeddingFile row(String id, float... vector) {
    return raw(Example.newBuilder().setFeatures(features(id, vector)).build().toByteArray());
  }

  EmbeddingFile withoutId(float... vector) {
    Features features = features("", vector).toBuilder().removeFeature("id").build();
    return raw(Example.newBuilder().setFeatures(features).build().toByteArray());
  }

  EmbeddingFile withoutVector(String id) {
    Features features = features(id).toBuilder().removeFeature("embedding").build();
    return raw(Example.newBuilder().setFeatures(features).build().toByteArray());
  }

  EmbeddingFile raw(byte[] record) {
    records.add(record);
    return this;
  }

  Path write(Path file) throws IOException {
    try (TfRecordWriter writer = TfRecordWriter.create(file)) {
      for (byte[] record : records) {
        writer.write(record);
      }
    }
    return file;
  }

  private static Features features(String id, float... vector) {
    FloatList.Builder floats = FloatList.newBuilder();
    for (float value : vector) {
      floats.addValue(value);
    }
    return Features.newBuilder()
        .putFeature("embedding", Feature.newBuilder().setFloatList(floats).build())
        .putFeature(
            "id",
            Feature.newBuilder()
                .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFromUtf8(id)))
                .build())
        .build();
  }
}
