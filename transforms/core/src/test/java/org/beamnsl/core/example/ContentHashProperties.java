package org.beamnsl.core.example;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;

class ContentHashProperties {
  private final ExampleView view = new ExampleView();
  private final ContentHash hash = new ContentHash(new IdFeature("id"));

  @Property(tries = 500)
  void equalContentsHashAlikeWhateverTheirForm(@ForAll("records") byte[] record) throws Exception {
    Map<String, Feature> backwards = new TreeMap<>((a, b) -> b.compareTo(a));
    backwards.putAll(ExampleViewProperties.parsed(record));
    backwards.put("id", ExampleArbitraries.bytes(List.of("any".getBytes(UTF_8))));
    Example same =
        Example.newBuilder().setFeatures(Features.newBuilder().putAllFeature(backwards)).build();

    assertThat(hashOf(same.toByteArray())).isEqualTo(hashOf(record));
  }

  @Property(tries = 500)
  void differentContentsHashDifferently(
      @ForAll("records") byte[] first, @ForAll("records") byte[] second) throws Exception {
    Map<String, Feature> one = ExampleViewProperties.parsed(first);
    Map<String, Feature> two = ExampleViewProperties.parsed(second);
    one.remove("id");
    two.remove("id");

    assertThat(hashOf(first).equals(hashOf(second))).isEqualTo(one.equals(two));
  }

  @net.jqwik.api.Example
  void neverChangesBetweenVersions() throws Exception {
    Example example =
        Example.newBuilder()
            .setFeatures(
                Features.newBuilder()
                    .putFeature("text", ExampleArbitraries.bytes(List.of("good".getBytes(UTF_8))))
                    .putFeature("label", ExampleArbitraries.ints(List.of(1L)))
                    .putFeature("scores", ExampleArbitraries.floats(List.of(0.5f, -2f))))
            .build();

    assertThat(hashOf(example.toByteArray())).isEqualTo("c889db40b816aaef9275963e6a7b3721");
  }

  @net.jqwik.api.Example
  void manyFeaturesAreSortedToo() throws Exception {
    Features.Builder up = Features.newBuilder();
    Features.Builder down = Features.newBuilder();
    for (int i = 0; i < 100; i++) {
      up.putFeature("f" + i, ExampleArbitraries.ints(List.of((long) i)));
      down.putFeature("f" + (99 - i), ExampleArbitraries.ints(List.of(99L - i)));
    }

    assertThat(hashOf(Example.newBuilder().setFeatures(up).build().toByteArray()))
        .isEqualTo(hashOf(Example.newBuilder().setFeatures(down).build().toByteArray()));
  }

  private String hashOf(byte[] record) throws BadExampleException {
    view.read(record);
    return HexFormat.of().formatHex(hash.of(view));
  }

  @Provide
  Arbitrary<byte[]> records() {
    return ExampleArbitraries.records();
  }
}
