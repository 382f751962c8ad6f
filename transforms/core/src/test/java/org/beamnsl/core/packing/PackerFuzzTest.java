package org.beamnsl.core.packing;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.example.ExampleView;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.fuzz.Fuzzing;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

/**
 * The packer that never parses against the one that always does, on damaged and strange records.
 */
class PackerFuzzTest {
  private static final List<String> NAMES =
      List.of("id", "label", "", "名", "a", "aa", "weight", "type", "NL_num_nbrs", "NL_nbr_0_a");

  @Test
  void packsWhatTheParserPacksOfWhateverItAccepts() {
    ExampleView view = new ExampleView();
    Fuzzing.run(
        random -> {
          List<byte[]> records = new ArrayList<>();
          for (int count = random.nextInt(4); count >= 0; count--) {
            byte[] record = record(random);
            if (accepted(view, record)) {
              records.add(record);
            }
          }
          if (!records.isEmpty() && records.stream().allMatch(PackerFuzzTest::settled)) {
            pack(records, random);
          }
        });
  }

  /** Whether the view takes a record, which must be when the parser does. */
  private static boolean accepted(ExampleView view, byte[] record) {
    boolean accepted = true;
    try {
      view.read(record);
    } catch (BadExampleException e) {
      accepted = false;
    }
    boolean parsed = true;
    try {
      Example.parseFrom(record);
    } catch (InvalidProtocolBufferException e) {
      parsed = false;
    }
    assertThat(accepted).isEqualTo(parsed);
    return accepted;
  }

  /**
   * Whether the parser reads a record as it reads it in the middle of a buffer; numbers of ten
   * bytes with a strange end it does not.
   */
  private static boolean settled(byte[] record) {
    try {
      UnknownFieldSet.Field filling =
          UnknownFieldSet.Field.newBuilder()
              .addLengthDelimited(ByteString.copyFrom(new byte[32]))
              .build();
      UnknownFieldSet unknown = UnknownFieldSet.newBuilder().addField(77, filling).build();
      Example longer =
          Example.parseFrom(
              ByteString.copyFrom(record).concat(unknown.toByteString()).toByteArray());
      return longer.getFeatures().equals(Example.parseFrom(record).getFeatures());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("an unknown field more is legal", e);
    }
  }

  private static void pack(List<byte[]> records, Random random) throws Exception {
    List<String> chosen = new ArrayList<>(NAMES.subList(0, random.nextInt(3)));
    PackParams defaults = PackParams.defaults();
    PackParams params =
        new PackParams(
            defaults.maxNeighbors(),
            false,
            "id",
            false,
            DuplicateIds.FAIL,
            chosen,
            defaults.minWeight(),
            false,
            defaults.selection());
    ExamplePacker packer = new ExamplePacker(params);
    boolean typed = random.nextBoolean();
    Example packed;
    try {
      packer.start(records.get(0), 0, records.get(0).length);
      for (byte[] neighbor : records.subList(1, records.size())) {
        byte[] type = typed ? "t".getBytes(UTF_8) : new byte[0];
        // As a part of a larger array, as records come from pages and files.
        byte[] around = new byte[neighbor.length + 40];
        random.nextBytes(around);
        System.arraycopy(neighbor, 0, around, 20, neighbor.length);
        packer.addNeighbor(0.5, type, around, 20, 20 + neighbor.length);
      }
      packed = finished(packer);
    } catch (NslException e) {
      assertThat(clashes(records, chosen, typed)).isTrue();
      return;
    }
    assertThat(clashes(records, chosen, typed)).isFalse();
    assertThat(packed).isEqualTo(expected(records, chosen, typed));
  }

  private static Example finished(ExamplePacker packer) throws IOException {
    List<Example> finished = new ArrayList<>();
    packer.finish(
        new byte[0],
        (id, bytes, start, end) -> finished.add(PackingProperties.parsed(bytes, start, end)));
    return finished.get(0);
  }

  private static boolean clashes(List<byte[]> records, List<String> chosen, boolean typed)
      throws InvalidProtocolBufferException {
    for (int i = 0; i < records.size(); i++) {
      for (String name : Example.parseFrom(records.get(i)).getFeatures().getFeatureMap().keySet()) {
        boolean copied = i > 0 && (chosen.isEmpty() || chosen.contains(name));
        if (name.startsWith("NL_nbr_")
            || name.equals("NL_num_nbrs")
            || copied && (name.equals("weight") || typed && name.equals("type"))) {
          return true;
        }
      }
    }
    return false;
  }

  private static Example expected(List<byte[]> records, List<String> chosen, boolean typed)
      throws InvalidProtocolBufferException {
    Example.Builder example = Example.parseFrom(records.get(0)).toBuilder();
    Features.Builder features = example.getFeaturesBuilder();
    for (int i = 1; i < records.size(); i++) {
      String prefix = "NL_nbr_" + (i - 1) + "_";
      features.putFeature(
          prefix + "weight",
          Feature.newBuilder().setFloatList(FloatList.newBuilder().addValue(0.5f)).build());
      if (typed) {
        features.putFeature(prefix + "type", bytes("t".getBytes(UTF_8)));
      }
      Example.parseFrom(records.get(i))
          .getFeatures()
          .getFeatureMap()
          .forEach(
              (name, feature) -> {
                if (chosen.isEmpty() || chosen.contains(name)) {
                  features.putFeature(prefix + name, feature);
                }
              });
    }
    Int64List count = Int64List.newBuilder().addValue(records.size() - 1).build();
    features.putFeature("NL_num_nbrs", Feature.newBuilder().setInt64List(count).build());
    return example.build();
  }

  /** A record, most often damaged, and sometimes two that are one message. */
  private static byte[] record(Random random) {
    byte[] record = example(random).toByteArray();
    byte[] other =
        random.nextBoolean() ? example(random).toByteArray() : feature(random).toByteArray();
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      record = Fuzzing.changed(record, other, random);
    }
    return record;
  }

  private static Example example(Random random) {
    Features.Builder features = Features.newBuilder();
    // The last names clash with packed ones: seldom, so that most records are packed.
    int names = random.nextInt(16) == 0 ? NAMES.size() : 6;
    for (int count = random.nextInt(5); count > 0; count--) {
      features.putFeature(NAMES.get(random.nextInt(names)), feature(random));
    }
    return Example.newBuilder().setFeatures(features).build();
  }

  private static Feature feature(Random random) {
    int size = random.nextInt(4);
    switch (random.nextInt(4)) {
      case 0 -> {
        byte[] value = new byte[random.nextInt(200)];
        random.nextBytes(value);
        return bytes(value);
      }
      case 1 -> {
        FloatList.Builder floats = FloatList.newBuilder();
        for (int i = 0; i < size; i++) {
          floats.addValue(random.nextFloat());
        }
        return Feature.newBuilder().setFloatList(floats).build();
      }
      case 2 -> {
        Int64List.Builder numbers = Int64List.newBuilder();
        for (int i = 0; i < size; i++) {
          numbers.addValue(random.nextLong() >> random.nextInt(64));
        }
        return Feature.newBuilder().setInt64List(numbers).build();
      }
      default -> {
        return Feature.getDefaultInstance();
      }
    }
  }

  private static Feature bytes(byte[] value) {
    return Feature.newBuilder()
        .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFrom(value)))
        .build();
  }
}
