package org.beamnsl.trainer.export;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beamnsl.core.failure.NslException;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;

/**
 * Images that a model would decode, given to it as floats, as {@code perturb} writes them.
 *
 * @param folder of the model, for messages
 * @param features that hold the images
 */
record DecodedImages(String folder, Set<String> features) {

  /**
   * Whether these serialized examples hold floats in place of encoded images.
   *
   * @throws NslException (65) when only some of them do
   */
  boolean areIn(List<byte[]> examples) {
    long decoded = examples.stream().filter(this::isIn).count();
    if (decoded > 0 && decoded < examples.size()) {
      throw NslException.badData(
          folder + ": some of the examples hold encoded images, others floats; expected one kind");
    }
    return decoded > 0;
  }

  private boolean isIn(byte[] example) {
    try {
      Map<String, Feature> found = Example.parseFrom(example).getFeatures().getFeatureMap();
      return features.stream()
          .noneMatch(
              name ->
                  found.getOrDefault(name, Feature.getDefaultInstance()).getKindCase()
                      != Feature.KindCase.FLOAT_LIST);
    } catch (InvalidProtocolBufferException e) {
      throw NslException.badData(folder + ": was given bytes that are no tf.train.Example");
    }
  }
}
