package org.beamnsl.core.example;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

/** Random examples for property tests: usual and unusual forms of the same message. */
public final class ExampleArbitraries {
  private ExampleArbitraries() {}

  /** Features of every kind, empty lists and no list included. */
  public static Arbitrary<Feature> features() {
    Arbitrary<Feature> bytes =
        Arbitraries.bytes()
            .array(byte[].class)
            .ofMaxSize(20)
            .list()
            .ofMaxSize(3)
            .map(ExampleArbitraries::bytes);
    Arbitrary<Feature> floats =
        Arbitraries.floats().list().ofMaxSize(4).map(ExampleArbitraries::floats);
    Arbitrary<Feature> ints = Arbitraries.longs().list().ofMaxSize(4).map(ExampleArbitraries::ints);
    return Arbitraries.oneOf(
        List.of(bytes, floats, ints, Arbitraries.just(Feature.getDefaultInstance())));
  }

  /** Names of features: short, so that they repeat, some not ASCII, some empty. */
  public static Arbitrary<String> names() {
    return Arbitraries.of("id", "label", "text", "weights", "", "Ünï", "名", "a", "aa", "ab", "z");
  }

  /** Whole examples with up to eight features. */
  public static Arbitrary<Example> examples() {
    return Arbitraries.maps(names(), features())
        .ofMaxSize(8)
        .map(
            map ->
                Example.newBuilder().setFeatures(Features.newBuilder().putAllFeature(map)).build());
  }

  /**
   * Serialized examples in every legal form: several messages one after the other are one message,
   * and unknown fields may stand anywhere.
   */
  public static Arbitrary<byte[]> records() {
    Arbitrary<byte[]> usual = examples().map(Example::toByteArray);
    Arbitrary<byte[]> strange = examples().map(ExampleArbitraries::withUnknownFields);
    Arbitrary<byte[]> unusual = features().map(ExampleArbitraries::unusualEntry);
    Arbitrary<byte[]> one = Arbitraries.oneOf(List.of(usual, strange, unusual));
    return Arbitraries.oneOf(
        List.of(usual, one, Combinators.combine(one, one).as(ExampleArbitraries::concat)));
  }

  /** Records of which one byte was changed. */
  public static Arbitrary<byte[]> damaged() {
    return Combinators.combine(
            records(), Arbitraries.integers().between(0, 1 << 20), Arbitraries.bytes())
        .as(
            (record, where, value) -> {
              byte[] copy = record.clone();
              if (copy.length > 0) {
                copy[where % copy.length] = value;
              }
              return copy;
            });
  }

  /** A feature of byte strings. */
  public static Feature bytes(List<byte[]> values) {
    BytesList.Builder list = BytesList.newBuilder();
    values.forEach(value -> list.addValue(ByteString.copyFrom(value)));
    return Feature.newBuilder().setBytesList(list).build();
  }

  /** A feature of floats. */
  public static Feature floats(List<Float> values) {
    return Feature.newBuilder().setFloatList(FloatList.newBuilder().addAllValue(values)).build();
  }

  /** A feature of integers. */
  public static Feature ints(List<Long> values) {
    return Feature.newBuilder().setInt64List(Int64List.newBuilder().addAllValue(values)).build();
  }

  static byte[] concat(byte[] first, byte[] second) {
    return ByteString.copyFrom(first).concat(ByteString.copyFrom(second)).toByteArray();
  }

  private static byte[] withUnknownFields(Example example) {
    UnknownFieldSet group =
        UnknownFieldSet.newBuilder()
            .addField(1, UnknownFieldSet.Field.newBuilder().addFixed64(5).build())
            .build();
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(7, UnknownFieldSet.Field.newBuilder().addVarint(300).build())
            .addField(9, UnknownFieldSet.Field.newBuilder().addGroup(group).build())
            .build();
    Features.Builder features = Features.newBuilder().setUnknownFields(unknown);
    example
        .getFeatures()
        .getFeatureMap()
        .forEach(
            (name, feature) ->
                features.putFeature(name, feature.toBuilder().setUnknownFields(unknown).build()));
    return example.toBuilder()
        .setFeatures(features)
        .setUnknownFields(unknown)
        .build()
        .toByteArray();
  }

  /** An entry "u" with two values, the first a float that is not packed, before its key. */
  private static byte[] unusualEntry(Feature feature) {
    ByteString split = ByteString.copyFrom(new byte[] {0x12, 5, 0x0d, 0, 0, (byte) 0x80, 0x3f});
    ByteString key = ByteString.copyFrom(new byte[] {0x0a, 1, 'u'});
    ByteString entry = delimited(2, split).concat(delimited(2, feature.toByteString())).concat(key);
    return delimited(1, delimited(1, entry)).toByteArray();
  }

  private static ByteString delimited(int field, ByteString content) {
    return UnknownFieldSet.newBuilder()
        .addField(field, UnknownFieldSet.Field.newBuilder().addLengthDelimited(content).build())
        .build()
        .toByteString();
  }
}
