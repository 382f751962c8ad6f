package org.beamnsl.core.example;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;

class ExampleAppenderProperties {
  private final ExampleView seed = new ExampleView();
  private final ExampleView other = new ExampleView();
  private final ExampleAppender appender = new ExampleAppender();

  @Property(tries = 500)
  void appendsLikeTheMessageBuilder(
      @ForAll("records") byte[] seedRecord,
      @ForAll("records") byte[] otherRecord,
      @ForAll float weight,
      @ForAll long count)
      throws Exception {
    seed.read(seedRecord);
    other.read(otherRecord);
    appender.start(seed);
    appender.addFloat("w", weight);
    for (int i = 0; i < other.size(); i++) {
      appender.addCopy(other, i, "NL_nbr_0_".getBytes(UTF_8));
    }
    appender.addBytes("name", new byte[] {1, 2});
    appender.addInt64("count", count);
    byte[] packed = appender.finish();

    var expected = org.tensorflow.proto.Example.parseFrom(seedRecord).toBuilder();
    Features.Builder features = expected.getFeaturesBuilder();
    features.putFeature("w", ExampleArbitraries.floats(List.of(weight)));
    org.tensorflow.proto.Example.parseFrom(otherRecord)
        .getFeatures()
        .getFeatureMap()
        .forEach((name, feature) -> features.putFeature("NL_nbr_0_" + name, feature));
    features.putFeature("name", ExampleArbitraries.bytes(List.of(new byte[] {1, 2})));
    features.putFeature("count", ExampleArbitraries.ints(List.of(count)));
    assertThat(org.tensorflow.proto.Example.parseFrom(packed)).isEqualTo(expected.build());
  }

  @Property(tries = 300)
  void leavesOutEveryEntryOfAName(@ForAll("records") byte[] record, @ForAll("names") String name)
      throws Exception {
    seed.read(record);
    appender.startWithout(seed, name.getBytes(UTF_8));
    byte[] rest = appender.finish();

    Map<String, Feature> expected = ExampleViewProperties.parsed(record);
    expected.remove(name);
    assertThat(ExampleViewProperties.parsed(rest)).isEqualTo(expected);
  }

  @Example
  void featuresOfTenMegabytesAreCopied() throws Exception {
    byte[] image = new byte[10 << 20];
    image[image.length - 1] = 7;
    byte[] record =
        org.tensorflow.proto.Example.newBuilder()
            .setFeatures(
                Features.newBuilder().putFeature("image", ExampleArbitraries.bytes(List.of(image))))
            .build()
            .toByteArray();
    seed.read(record);
    other.read(record);
    appender.start(seed);
    appender.addCopy(other, 0, "NL_nbr_0_".getBytes(UTF_8));

    ByteString copied =
        org.tensorflow.proto.Example.parseFrom(appender.finish())
            .getFeatures()
            .getFeatureOrThrow("NL_nbr_0_image")
            .getBytesList()
            .getValue(0);
    assertThat(copied).isEqualTo(ByteString.copyFrom(image));
  }

  @Provide
  Arbitrary<byte[]> records() {
    return ExampleArbitraries.records();
  }

  @Provide
  Arbitrary<String> names() {
    return ExampleArbitraries.names();
  }
}
