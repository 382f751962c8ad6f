package org.beamnsl.core.example;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;

class IdAndLabelTest {
  private final ExampleView view = new ExampleView();
  private final IdFeature id = new IdFeature("key");
  private final LabelFeature label = new LabelFeature("class");

  @Test
  void theFirstValueIsTheId() throws Exception {
    look("key", ExampleArbitraries.bytes(List.of("Ünï".getBytes(UTF_8), "b".getBytes(UTF_8))));

    assertThat(id.read(view)).isEqualTo("Ünï".getBytes(UTF_8));
  }

  @Test
  void aRecordWithoutTheFeatureHasNoId() throws Exception {
    look("id", ExampleArbitraries.bytes(List.of("a".getBytes(UTF_8))));

    assertThat(reasonOfId()).isEqualTo("no id: it has no feature 'key'");
  }

  @Test
  void anIdOfAnotherKindIsRefused() throws Exception {
    look("key", ExampleArbitraries.ints(List.of(7L)));

    assertThat(reasonOfId()).isEqualTo("no id: feature 'key' holds INT64, expected BYTES");
  }

  @Test
  void emptyIdsAreRefused() throws Exception {
    look("key", ExampleArbitraries.bytes(List.of()));
    assertThat(reasonOfId()).isEqualTo("no id: feature 'key' is empty");

    look("key", ExampleArbitraries.bytes(List.of(new byte[0])));
    assertThat(reasonOfId()).isEqualTo("no id: feature 'key' is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\tb", "a\nb", "a\r"})
  void idsThatAGraphFileCannotHoldAreRefused(String text) throws Exception {
    look("key", ExampleArbitraries.bytes(List.of(text.getBytes(UTF_8))));

    assertThat(reasonOfId()).isEqualTo("its id holds a tab or a line break");
  }

  @Test
  void overlongIdsAndBytesThatAreNoTextAreRefused() throws Exception {
    look("key", ExampleArbitraries.bytes(List.of(new byte[5000])));
    assertThat(reasonOfId()).isEqualTo("its id has 5000 bytes, at most 4096 are allowed");

    look("key", ExampleArbitraries.bytes(List.of(new byte[] {(byte) 0xff})));
    assertThat(reasonOfId()).isEqualTo("its id is not UTF-8");
  }

  @Test
  void absentEmptyAndMinusOneMeanUnlabelled() throws Exception {
    look("other", ExampleArbitraries.ints(List.of(3L)));
    assertThat(label.read(view)).isEqualTo(LabelFeature.UNLABELED);

    look("class", ExampleArbitraries.ints(List.of()));
    assertThat(label.read(view)).isEqualTo(LabelFeature.UNLABELED);

    look("class", Feature.getDefaultInstance());
    assertThat(label.read(view)).isEqualTo(LabelFeature.UNLABELED);

    look("class", ExampleArbitraries.ints(List.of(-1L)));
    assertThat(label.read(view)).isEqualTo(LabelFeature.UNLABELED);
  }

  @Test
  void labelsAreIntegers() throws Exception {
    look("class", ExampleArbitraries.ints(List.of(3L)));
    assertThat(label.read(view)).isEqualTo(3);

    look("class", ExampleArbitraries.floats(List.of(3f)));
    BadExampleException e = assertThrows(BadExampleException.class, () -> label.read(view));
    assertThat(e.reason()).isEqualTo("its label feature 'class' holds FLOAT, expected INT64");
  }

  private String reasonOfId() {
    return assertThrows(BadExampleException.class, () -> id.read(view)).reason();
  }

  private void look(String name, Feature feature) throws BadExampleException {
    view.read(
        Example.newBuilder()
            .setFeatures(Features.newBuilder().putFeature(name, feature))
            .build()
            .toByteArray());
  }
}
