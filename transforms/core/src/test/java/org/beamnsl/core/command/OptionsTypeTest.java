package org.beamnsl.core.command;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.beamnsl.core.failure.NslException;
import org.junit.jupiter.api.Test;

class OptionsTypeTest {
  record Rate(
      @Flag(value = "rate", defaultValue = "0.5") double rate,
      @Flag(value = "steps", kind = Flag.Kind.VOLATILE, defaultValue = "3") int steps) {
    Rate {
      FlagBounds.positive("rate", rate);
    }
  }

  record Grouped(
      @Flag(value = "first", required = true) String first,
      Rate rate,
      @Flag(value = "last", defaultValue = "z") String last) {}

  record Twice(Rate one, Rate other) {}

  record Bare(String text) {}

  private static final OptionsType<Grouped> TYPE = OptionsType.of(Grouped.class);

  @Test
  void flagsOfAGroupStandInItsPlace() {
    assertThat(TYPE.flags().stream().map(FlagSpec::name))
        .containsExactly("first", "rate", "steps", "last")
        .inOrder();
  }

  @Test
  void groupsAreBoundAndWrittenLikeOtherFlags() {
    Map<String, String> texts = Map.of("first", "a", "rate", "0.25", "steps", "7", "last", "b");
    Grouped bound = TYPE.bind(texts);
    assertThat(bound).isEqualTo(new Grouped("a", new Rate(0.25, 7), "b"));
    assertThat(TYPE.texts(bound)).isEqualTo(texts);
    assertThat(TYPE.dataTexts(bound)).containsExactly("first", "a", "rate", "0.25", "last", "b");
  }

  @Test
  void absentFlagsOfAGroupTakeTheirDefaults() {
    assertThat(TYPE.bind(Map.of("first", "a"))).isEqualTo(new Grouped("a", new Rate(0.5, 3), "z"));
  }

  @Test
  void aGroupChecksItsOwnFlags() {
    NslException thrown =
        assertThrows(NslException.class, () -> TYPE.bind(Map.of("first", "a", "rate", "-1")));
    assertThat(thrown).hasMessageThat().contains("--rate=-1.0: expected a number above 0");
  }

  @Test
  void aFlagMayStandOnlyOnce() {
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> OptionsType.of(Twice.class));
    assertThat(thrown).hasMessageThat().contains("two flags called rate");
  }

  @Test
  void aComponentThatIsNeitherFlagNorGroupIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> OptionsType.of(Bare.class));
  }
}
