package org.beamnsl.pipelines.report;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CurveChartTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static String model(String name, String share, String multiplier, String values) {
    return """
    {"name":"%s","seeds":[1,2],"options":{"labelFraction":"%s","graphMultiplier":"%s"%s},
     "metrics":{"accuracy":{"mean":0.5,"std":0.1,"values":[%s]}}}
    """
        .formatted(
            name,
            share,
            multiplier,
            name.startsWith("graph") ? ",\"neighbors\":\"5\"" : "",
            values);
  }

  private static String draw(List<String> tuned) throws IOException {
    String models =
        String.join(
            ",",
            model("base_1", "0.005", "0", "0.50,0.60"),
            model("base_2", "0.3", "0", "0.80,0.90"),
            model("graph_1_3", "0.005", "3", "0.54,0.62"),
            model("graph_2_1", "0.3", "1", "0.79,0.89"));
    JsonNode evaluation = JSON.readTree("{\"models\":[" + models + "]}");
    return new CurveChart(evaluation, Map.of(), tuned)
        .draw(new NumberFiles(), "labelFraction")
        .toString();
  }

  @Test
  void aLineIsCalledAsItsStageIsWithoutTheValueOfTheSweep() {
    assertThat(CurveChart.stem("base_0_005", List.of("0.005"))).isEqualTo("base");
    assertThat(CurveChart.stem("base_2_0_3", List.of("0.3"))).isEqualTo("base_2");
    assertThat(CurveChart.stem("base", List.of("0.005"))).isEqualTo("base");
    assertThat(CurveChart.stem("graph_0_01_2_false_64", List.of("0.01", "2", "false", "0", "64")))
        .isEqualTo("graph");
  }

  @Test
  void modelsThatDifferInAnotherFlagAreNoLine() throws IOException {
    assertThat(draw(List.of())).contains(">base</span>");
    assertThat(draw(List.of())).doesNotContain(">graph</span>");
  }

  @Test
  void tunedFlagsMayDifferAlongALine() throws IOException {
    assertThat(draw(List.of("graphMultiplier"))).contains(">graph</span>");
  }

  @Test
  void gainsArePairedBySeed() throws IOException {
    String figure = draw(List.of("graphMultiplier"));
    // 4 and 2 points: mean 3, deviation sqrt 2.
    assertThat(figure).contains("<td>0.005</td><td>+3.0 ± 1.4</td>");
    assertThat(figure).contains("<td>0.3</td><td>-1.0 ± 0.0</td>");
  }

  @Test
  void sharesThatAreFarApartLieAtEvenRatios() {
    Scale scale = Scale.spread(0.005, 0.5);
    assertThat(scale.position(0.05)).isWithin(1e-12).of(0.5);
    assertThat(scale.marks().stream().map(ChartFrame::mark).toList())
        .containsExactly("0.005", "0.01", "0.02", "0.05", "0.1", "0.2", "0.5")
        .inOrder();
    assertThat(Scale.spread(1, 3).position(2)).isEqualTo(0.5);
    assertThat(Scale.spread(0, 100).spacing()).isEqualTo(Scale.Spacing.DIFFERENCE);
    assertThat(Scale.spread(2, 2).position(2)).isEqualTo(0);
  }
}
