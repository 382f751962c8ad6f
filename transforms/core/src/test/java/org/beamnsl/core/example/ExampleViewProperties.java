package org.beamnsl.core.example;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

class ExampleViewProperties {
  private final ExampleView view = new ExampleView();

  @Property(tries = 500)
  void seesWhatTheParserSees(@ForAll("records") byte[] record) throws Exception {
    view.read(record);

    assertThat(features(view)).isEqualTo(parsed(record));
  }

  @Property
  void acceptsWhatTheParserAccepts(@ForAll("damaged") byte[] record) throws Exception {
    boolean accepted;
    try {
      view.read(record);
      accepted = true;
    } catch (BadExampleException e) {
      accepted = false;
    }

    Map<String, Feature> expected;
    try {
      expected = parsed(record);
    } catch (InvalidProtocolBufferException e) {
      assertThat(accepted).isFalse();
      return;
    }
    assertThat(accepted).isTrue();
    // Values are not compared: the parser reads a ten-byte number with a changed last byte
    // differently at a buffer's end than elsewhere.
    assertThat(features(view).keySet()).isEqualTo(expected.keySet());
  }

  @Provide
  Arbitrary<byte[]> records() {
    return ExampleArbitraries.records();
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return ExampleArbitraries.damaged();
  }

  static Map<String, Feature> parsed(byte[] record) throws InvalidProtocolBufferException {
    Map<String, Feature> features = new HashMap<>();
    Example.parseFrom(record)
        .getFeatures()
        .getFeatureMap()
        .forEach((name, feature) -> features.put(name, known(feature)));
    return features;
  }

  /** Feature without unknown fields. */
  private static Feature known(Feature feature) {
    return switch (feature.getKindCase()) {
      case BYTES_LIST ->
          Feature.newBuilder()
              .setBytesList(
                  BytesList.newBuilder().addAllValue(feature.getBytesList().getValueList()))
              .build();
      case FLOAT_LIST -> ExampleArbitraries.floats(feature.getFloatList().getValueList());
      case INT64_LIST -> ExampleArbitraries.ints(feature.getInt64List().getValueList());
      case KIND_NOT_SET -> Feature.getDefaultInstance();
    };
  }

  static Map<String, Feature> features(ExampleView view) {
    Map<String, Feature> features = new HashMap<>();
    for (int i = 0; i < view.size(); i++) {
      String name = view.name(i);
      features.put(name, feature(view.feature(view.find(name.getBytes(UTF_8)))));
    }
    return features;
  }

  private static Feature feature(FeatureCursor cursor) {
    BytesList.Builder bytes = BytesList.newBuilder();
    FloatList.Builder floats = FloatList.newBuilder();
    Int64List.Builder ints = Int64List.newBuilder();
    while (cursor.next()) {
      switch (cursor.kind()) {
        case BYTES -> bytes.addValue(ByteString.copyFrom(cursor.bytesValue()));
        case FLOAT -> floats.addValue(cursor.floatValue());
        case INT64 -> ints.addValue(cursor.int64Value());
        case NONE -> throw new AssertionError("values without a list");
      }
    }
    return switch (cursor.kind()) {
      case BYTES -> Feature.newBuilder().setBytesList(bytes).build();
      case FLOAT -> Feature.newBuilder().setFloatList(floats).build();
      case INT64 -> Feature.newBuilder().setInt64List(ints).build();
      case NONE -> Feature.getDefaultInstance();
    };
  }
}
