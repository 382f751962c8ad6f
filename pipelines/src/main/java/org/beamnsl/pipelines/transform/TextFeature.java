package org.beamnsl.pipelines.transform;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Map;
import java.util.TreeMap;
import org.beamnsl.core.text.Tokenizer;
import org.beamnsl.core.text.Vocabulary;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Int64List;

/** The text of an Example, and the Example with ids in its place. */
record TextFeature(TransformOptions options, Tokenizer tokenizer) {
  /** A record that cannot be transformed, with the reason. */
  static final class Unusable extends Exception {
    Unusable(String reason) {
      super(reason);
    }
  }

  static Example parse(byte[] record) throws Unusable {
    try {
      return Example.parseFrom(record);
    } catch (InvalidProtocolBufferException e) {
      throw new Unusable("not a tf.train.Example");
    }
  }

  /** The text; empty when the feature is missing or empty. */
  String text(Example example) throws Unusable {
    @Nullable Feature feature = example.getFeatures().getFeatureMap().get(options.feature());
    if (feature == null || feature.getKindCase() == Feature.KindCase.KIND_NOT_SET) {
      return "";
    }
    if (feature.getKindCase() != Feature.KindCase.BYTES_LIST) {
      throw new Unusable("feature '" + options.feature() + "' is not text");
    }
    return feature.getBytesList().getValueCount() == 0
        ? ""
        : feature.getBytesList().getValue(0).toStringUtf8();
  }

  /** The record with token ids; features are written in the order of their names. */
  byte[] transformed(Example example, Vocabulary vocabulary) throws Unusable {
    Int64List.Builder ids = Int64List.newBuilder();
    for (String token : tokenizer.tokens(text(example))) {
      ids.addValue(vocabulary.id(token));
    }
    Map<String, Feature> features = new TreeMap<>(example.getFeatures().getFeatureMap());
    if (!options.keepText()) {
      features.remove(options.feature());
    }
    features.put(options.target(), Feature.newBuilder().setInt64List(ids).build());
    Example.Builder result = Example.newBuilder();
    result.getFeaturesBuilder().putAllFeature(features);
    return result.build().toByteArray();
  }
}
