package org.beamnsl.pipelines.transform;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.example.IdCheck;
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

  /** The Example in a record, which the check lets pass. */
  static Example parse(byte[] record, IdCheck ids) throws Unusable {
    try {
      ids.check(record);
      return Example.parseFrom(record);
    } catch (BadExampleException e) {
      throw new Unusable(e.reason());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("records that cannot be parsed are refused before", e);
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

  /**
   * A record with token ids.
   *
   * @param anyWordKnown whether a word within the cut is in the vocabulary
   */
  record Transformed(byte[] record, boolean anyWordKnown) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Transformed that
          && anyWordKnown == that.anyWordKnown
          && Arrays.equals(record, that.record);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(record);
    }
  }

  /** The record with token ids; features are written in the order of their names. */
  Transformed transformed(Example example, Vocabulary vocabulary) throws Unusable {
    String text = text(example);
    Int64List.Builder ids = Int64List.newBuilder();
    boolean anyWordKnown = false;
    for (String token : tokenizer.tokens(text)) {
      int id = vocabulary.id(token);
      ids.addValue(id);
      anyWordKnown |= id < vocabulary.tokens().size() && !Tokenizer.MARKERS.contains(token);
    }
    Map<String, Feature> features = new TreeMap<>(example.getFeatures().getFeatureMap());
    if (!options.keepText()) {
      features.remove(options.feature());
    }
    features.put(options.target(), Feature.newBuilder().setInt64List(ids).build());
    if (options.lengthFeature() != null) {
      features.put(options.lengthFeature(), integer(Tokenizer.words(text).size()));
    }
    Example.Builder result = Example.newBuilder();
    result.getFeaturesBuilder().putAllFeature(features);
    return new Transformed(result.build().toByteArray(), anyWordKnown);
  }

  private static Feature integer(long value) {
    return Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(value)).build();
  }
}
