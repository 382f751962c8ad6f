package org.beamnsl.pipelines.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Lines over a number, each with the band between its lowest and its highest run. */
final class LineChart {
  private static final int LISTED_POINTS = 40;
  private static final int FEW_POINTS = 20;

  /**
   * One line.
   *
   * @param name what the legend calls it
   * @param colour the number of its colour: the same model has the same in all charts
   * @param points its points from left to right
   */
  record Series(String name, int colour, List<Point> points) {}

  /** A point with the lowest and the highest value that it is the mean of. */
  record Point(double x, double y, double low, double high) {}

  /** A vertical line with a text above it. */
  record Mark(double x, String text) {}

  private LineChart() {}

  /** Draws lines; empty when there is nothing to draw. */
  static Html draw(NumberFiles files, String title, String xLabel, List<Series> series) {
    return draw(files, title, xLabel, series, Scale::linear, false, List.of());
  }

  /** Draws lines over numbers that may be far apart, at even ratios then. */
  static Html drawSpread(NumberFiles files, String title, String xLabel, List<Series> series) {
    return draw(files, title, xLabel, series, Scale::spread, false, List.of());
  }

  /**
   * Draws lines over strengths of attacks, from 0, where small ones need room.
   *
   * @param marks strengths to mark, those beyond the axis aside
   */
  static Html drawStrengths(
      NumberFiles files, String title, String xLabel, List<Series> series, List<Mark> marks) {
    return draw(files, title, xLabel, series, Scale::root, false, marks);
  }

  /** Draws lines over the same axis as theirs, and the diagonal on which both are equal. */
  static Html drawWithDiagonal(
      NumberFiles files, String title, String xLabel, List<Series> series) {
    return draw(files, title, xLabel, series, Scale::linear, true, List.of());
  }

  private static Html draw(
      NumberFiles files,
      String title,
      String xLabel,
      List<Series> series,
      BiFunction<Double, Double, Scale> scale,
      boolean diagonal,
      List<Mark> verticals) {
    List<Point> all = series.stream().flatMap(each -> each.points().stream()).toList();
    if (all.isEmpty()) {
      return new Html();
    }
    double left = all.stream().mapToDouble(Point::x).min().orElse(0);
    double right = all.stream().mapToDouble(Point::x).max().orElse(1);
    double bottom = all.stream().mapToDouble(Point::low).min().orElse(0);
    double top = all.stream().mapToDouble(Point::high).max().orElse(1);
    Ticks y =
        diagonal ? Ticks.of(Math.min(left, bottom), Math.max(right, top)) : Ticks.of(bottom, top);
    Scale x = diagonal ? Scale.linear(y.low(), y.high()) : scale.apply(left, right);
    ChartFrame frame = new ChartFrame(title, xLabel, y);
    for (double mark : x.marks()) {
      frame.xMark(x.position(mark), ChartFrame.mark(mark));
    }
    for (Mark mark : verticals) {
      double at = x.position(mark.x());
      if (at <= 1) {
        frame.line(at, frame.y(y.low()), at, ChartFrame.TOP);
        frame.topMark(at, mark.text());
      }
    }
    Html legend = new Html();
    for (Series each : series) {
      int colour = each.colour() % ChartFrame.COLOURS;
      draw(frame, x, each, colour);
      legend.format("<span class=\"key k%d\">", colour).text(each.name()).raw("</span> ");
    }
    if (diagonal) {
      frame.line(0, frame.y(y.low()), 1, frame.y(y.high()));
    }
    return frame.figure(
        legend, numbers(xLabel, series), files.add(title, head(xLabel), all(series)));
  }

  private static void draw(ChartFrame frame, Scale x, Series series, int colour) {
    StringBuilder up = new StringBuilder();
    StringBuilder down = new StringBuilder();
    StringBuilder line = new StringBuilder();
    for (Point point : series.points()) {
      double at = frame.x(x.position(point.x()));
      line.append(coordinates(at, frame.y(point.y())));
      up.append(coordinates(at, frame.y(point.high())));
      down.insert(0, coordinates(at, frame.y(point.low())));
    }
    frame
        .svg()
        .format("<polygon class=\"band k%d\" points=\"%s%s\"/>", colour, up, down)
        .format("<polyline class=\"line k%d\" points=\"%s\"/>", colour, line);
    if (series.points().size() <= FEW_POINTS) {
      for (Point point : series.points()) {
        frame
            .svg()
            .format(
                "<circle class=\"dot k%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>",
                colour, frame.x(x.position(point.x())), frame.y(point.y()))
            .text(series.name() + ", " + ChartFrame.mark(point.x()) + ": " + Html.number(point.y()))
            .raw("</title></circle>");
      }
    }
  }

  private static String coordinates(double x, double y) {
    return String.format(java.util.Locale.ROOT, "%.1f,%.1f ", x, y);
  }

  private static List<String> head(String xLabel) {
    return List.of("series", xLabel, "mean", "lowest", "highest");
  }

  private static List<List<Object>> all(List<Series> series) {
    List<List<Object>> rows = new ArrayList<>();
    for (Series each : series) {
      for (Point point : each.points()) {
        rows.add(List.of(each.name(), point.x(), point.y(), point.low(), point.high()));
      }
    }
    return rows;
  }

  private static Html numbers(String xLabel, List<Series> series) {
    List<List<String>> rows = new ArrayList<>();
    for (Series each : series) {
      int every = Math.max(1, (each.points().size() + LISTED_POINTS - 1) / LISTED_POINTS);
      for (int i = 0; i < each.points().size(); i += every) {
        Point point = each.points().get(i);
        rows.add(
            List.of(
                each.name(),
                Html.number(point.x()),
                Html.number(point.y()),
                Html.number(point.low()),
                Html.number(point.high())));
      }
    }
    return Table.of(head(xLabel), rows);
  }
}
