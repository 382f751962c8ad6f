package org.beamnsl.pipelines.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bars, one per name.
 *
 * @param unit what the height counts, for the numbers below the chart
 * @param level a height to mark with a dashed line; not a number for none
 * @param place a place from left (0) to right (1) to mark with a dashed line; not a number for none
 * @param mark what the marked place is
 * @param axis what lies from left to right below bars that follow each other without a gap; null
 *     where bars have names
 */
record BarChart(
    String title,
    String xLabel,
    String unit,
    List<Bar> bars,
    double level,
    double place,
    String mark,
    @Nullable Scale axis) {
  private static final int NAMES_SHOWN = 8;

  /**
   * One bar.
   *
   * @param name what it stands for
   * @param tick what is written below it, where there is room
   */
  record Bar(String name, String tick, double height) {
    Bar(String name, double height) {
      this(name, name, height);
    }
  }

  static BarChart of(String title, String xLabel, String unit, List<Bar> bars) {
    return new BarChart(title, xLabel, unit, bars, Double.NaN, Double.NaN, "", null);
  }

  BarChart withLevel(double height) {
    return new BarChart(title, xLabel, unit, bars, height, place, mark, axis);
  }

  BarChart withPlace(double share, String what) {
    return new BarChart(title, xLabel, unit, bars, level, share, what, axis);
  }

  /** Writes round numbers below the bars, which divide what lies between two numbers evenly. */
  BarChart over(double low, double high) {
    return new BarChart(title, xLabel, unit, bars, level, place, mark, Scale.linear(low, high));
  }

  /** The figure; empty without bars. */
  Html draw(NumberFiles files) {
    if (bars.isEmpty()) {
      return new Html();
    }
    double max = bars.stream().mapToDouble(Bar::height).max().orElse(1);
    ChartFrame frame = new ChartFrame(title, xLabel, heights(max));
    double width = 1.0 / bars.size();
    int every = Math.max(1, (bars.size() + NAMES_SHOWN - 1) / NAMES_SHOWN);
    for (int i = 0; i < bars.size(); i++) {
      bar(frame, bars.get(i), i * width, width);
      if (axis == null && i % every == 0) {
        frame.xMark((i + 0.5) * width, bars.get(i).tick());
      }
    }
    if (axis != null) {
      axis.marks().forEach(at -> frame.xMark(axis.position(at), ChartFrame.mark(at)));
    }
    if (!Double.isNaN(level)) {
      frame.line(0, frame.y(level), 1, frame.y(level));
    }
    if (!Double.isNaN(place)) {
      frame.line(place, ChartFrame.TOP, place, frame.y(frame.lowest()));
      frame
          .svg()
          .format("<text class=\"marked\" x=\"%.1f\" y=\"%d\">", frame.x(place) + 4, 40)
          .text(mark)
          .raw("</text>");
    }
    List<List<String>> rows = new ArrayList<>();
    List<List<Object>> numbers = new ArrayList<>();
    for (Bar bar : bars) {
      rows.add(List.of(bar.name(), Html.number(bar.height())));
      numbers.add(List.of(bar.name(), bar.height()));
    }
    List<String> head = List.of(xLabel, unit);
    return frame.figure(new Html(), Table.of(head, rows), files.add(title, head, numbers));
  }

  private Ticks heights(double max) {
    if (!Double.isNaN(level)) {
      return Ticks.of(0, Math.max(max, level));
    }
    boolean counts = bars.stream().allMatch(bar -> bar.height() == Math.rint(bar.height()));
    return counts ? Ticks.ofCounts(max) : Ticks.of(0, max);
  }

  private static void bar(ChartFrame frame, Bar bar, double from, double width) {
    double gap = width > 0.25 ? width / 2 - 0.08 : 0.08 * width;
    double left = frame.x(from + gap);
    double top = frame.y(bar.height());
    frame
        .svg()
        .format(
            "<rect class=\"bar k0\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>",
            left, top, frame.x(from + width - gap) - left, frame.y(0) - top)
        .text(bar.name() + ": " + Html.number(bar.height()))
        .raw("</title></rect>");
  }
}
