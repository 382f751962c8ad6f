package org.beamnsl.core.embedding.rows;

import com.google.protobuf.ByteString;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

/** Writes rows with their vectors as Examples; equal rows give equal bytes. */
public final class EmbeddedExamples {
  private final String id;
  private final String label;
  private final String embedding;

  /** Writes to features of these names. */
  public EmbeddedExamples(String id, String label, String embedding) {
    this.id = id;
    this.label = label;
    this.embedding = embedding;
  }

  /** A serialized Example; unlabelled rows get the label -1. */
  public byte[] of(RowHead head, float[] vector) {
    FloatList.Builder floats = FloatList.newBuilder();
    for (float value : vector) {
      floats.addValue(value);
    }
    // The writer puts entries in the order in which they were added.
    Features features =
        Features.newBuilder()
            .putFeature(embedding, Feature.newBuilder().setFloatList(floats).build())
            .putFeature(
                id,
                Feature.newBuilder()
                    .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFrom(head.id())))
                    .build())
            .putFeature(
                label,
                Feature.newBuilder()
                    .setInt64List(Int64List.newBuilder().addValue(head.label()))
                    .build())
            .build();
    return Example.newBuilder().setFeatures(features).build().toByteArray();
  }
}
