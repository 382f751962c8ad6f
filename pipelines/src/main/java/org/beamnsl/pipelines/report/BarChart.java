package org.beamnsl.pipelines.report;

import java.util.ArrayList;
import java.util.List;

/** Bars, one per name. */
final class BarChart {
  private static final int NAMES_SHOWN = 12;

  /** One bar. */
  record Bar(String name, double height) {}

  private BarChart() {}

  /**
   * Draws bars.
   *
   * @param unit what the height counts, for the numbers below the chart
   * @param line a height to mark with a dashed line; not a number for none
   */
  static Html draw(String title, String xLabel, String unit, List<Bar> bars, double line) {
    if (bars.isEmpty()) {
      return new Html();
    }
    double max = bars.stream().mapToDouble(Bar::height).max().orElse(1);
    ChartFrame frame =
        new ChartFrame(title, xLabel, Ticks.of(0, Double.isNaN(line) ? max : Math.max(max, line)));
    double width = 1.0 / bars.size();
    int every = Math.max(1, (bars.size() + NAMES_SHOWN - 1) / NAMES_SHOWN);
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double left = frame.x((i + 0.1) * width);
      double top = frame.y(bar.height());
      frame
          .svg()
          .format(
              "<rect class=\"bar k0\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>",
              left, top, frame.x((i + 0.9) * width) - left, frame.y(0) - top)
          .text(bar.name() + ": " + Html.number(bar.height()))
          .raw("</title></rect>");
      if (i % every == 0) {
        frame.xMark((i + 0.5) * width, bar.name());
      }
    }
    if (!Double.isNaN(line)) {
      frame
          .svg()
          .format(
              "<line class=\"mark\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
              frame.x(0), frame.x(1), frame.y(line), frame.y(line));
    }
    List<List<String>> rows = new ArrayList<>();
    bars.forEach(bar -> rows.add(List.of(bar.name(), Html.number(bar.height()))));
    return frame.figure(new Html(), Table.of(List.of(xLabel, unit), rows));
  }
}
