package org.beamnsl.trainer.evaluate;

import static com.google.common.truth.Truth.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SliceRowsTest {
  @Test
  void fewValuesAreSlicesOfTheirOwnNumbersFirst() {
    Map<String, int[]> slices = SliceRows.of(List.of("b", "10", "9", "b", "-1"));
    assertThat(slices.keySet()).containsExactly("-1", "9", "10", "b").inOrder();
    assertThat(slices.get("b")).isEqualTo(new int[] {0, 3});
  }

  @Test
  void manyNumbersBecomeRangesOfEquallyManyExamples() {
    List<String> values = IntStream.rangeClosed(1, 100).mapToObj(String::valueOf).toList();
    Map<String, int[]> slices = SliceRows.of(values);
    assertThat(slices.keySet())
        .containsExactly("1 to 20", "21 to 40", "41 to 60", "61 to 80", "81 to 100")
        .inOrder();
    assertThat(slices.values().stream().map(rows -> rows.length).distinct()).containsExactly(20);
  }

  @Test
  void equalNumbersStayInOneRangeAndNoRowIsLost() {
    List<String> values =
        IntStream.range(0, 100).mapToObj(i -> i < 70 ? "5" : String.valueOf(i)).toList();
    Map<String, int[]> slices = SliceRows.of(values);
    assertThat(slices.keySet())
        .containsExactly("5", "70 to 77", "78 to 85", "86 to 92", "93 to 99")
        .inOrder();
    assertThat(slices.get("5")).hasLength(70);
    assertThat(slices.values().stream().mapToInt(rows -> rows.length).sum()).isEqualTo(100);
  }

  @Test
  void examplesWithoutTheNumberAreASliceBesideTheRanges() {
    List<String> values =
        IntStream.range(0, 20).mapToObj(i -> i == 3 ? "(none)" : i + ".5").toList();
    Map<String, int[]> slices = SliceRows.of(values);
    assertThat(slices).hasSize(6);
    assertThat(slices.get("(none)")).isEqualTo(new int[] {3});
  }
}
