package org.beamnsl.pipelines.report;

import static com.google.common.truth.Truth.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TicksTest {
  private static List<String> marks(double min, double max) {
    return Ticks.of(min, max).marks().stream().map(ChartFrame::mark).toList();
  }

  @Test
  void marksAreRoundAndHoldAllValues() {
    assertThat(marks(0.31, 0.69)).containsExactly("0.3", "0.4", "0.5", "0.6", "0.7").inOrder();
  }

  @Test
  void thereIsNoHalfOfAThing() {
    assertThat(Ticks.ofCounts(2).marks()).containsExactly(0.0, 1.0, 2.0).inOrder();
    assertThat(Ticks.ofCounts(0).marks()).containsExactly(0.0, 1.0).inOrder();
    assertThat(Ticks.ofCounts(900).step()).isEqualTo(200);
  }

  @Test
  void aNumberAtTheEndOfTheAxisIsNotCut() {
    ChartFrame frame = new ChartFrame("", "", Ticks.of(0, 1));
    frame.xMark(0.5, "0.0002");
    frame.xMark(1, "0.02");
    String svg = frame.figure(new Html(), new Html(), new Html()).toString();
    assertThat(svg).contains("x=\"230.0\" y=\"225\" text-anchor=\"middle\">0.0002<");
    assertThat(svg).contains("x=\"404.0\" y=\"225\" text-anchor=\"middle\">0.02<");
  }

  @Test
  void aSingleValueStandsOverZeroAtItsOwnScale() {
    assertThat(marks(0.001, 0.001)).containsAtLeast("0", "0.001");
    assertThat(Ticks.of(0.001, 0.001).high()).isWithin(1e-12).of(0.001);
    assertThat(Ticks.of(1, 1).high()).isEqualTo(1);
    assertThat(Ticks.of(0, 0).high()).isEqualTo(1);
    assertThat(Ticks.of(-2, -2).low()).isEqualTo(-2);
  }
}
