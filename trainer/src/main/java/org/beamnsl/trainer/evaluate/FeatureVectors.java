package org.beamnsl.trainer.evaluate;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.beamnsl.core.failure.NslException;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;

/** Examples as the numbers of one of their features, which an embedding should be better than. */
record FeatureVectors(String feature) implements NearestClasses.Vectors {

  @Override
  public float[][] of(List<byte[]> examples) {
    return examples.stream().map(this::vector).toArray(float[][]::new);
  }

  private float[] vector(byte[] example) {
    @Nullable Feature found;
    try {
      found = Example.parseFrom(example).getFeatures().getFeatureMap().get(feature);
    } catch (InvalidProtocolBufferException e) {
      throw NslException.badData("a record is not a tf.train.Example");
    }
    int floats = found == null ? 0 : found.getFloatList().getValueCount();
    int ints = found == null ? 0 : found.getInt64List().getValueCount();
    if (found == null || floats + ints == 0) {
      throw NslException.badData("an example has no numbers as feature " + feature);
    }
    float[] vector = new float[floats + ints];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = floats > 0 ? found.getFloatList().getValue(i) : found.getInt64List().getValue(i);
    }
    return vector;
  }
}
