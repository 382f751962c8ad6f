package org.beamnsl.pipelines.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One row per model: a dot for every seed, the mean, and one standard deviation to each side. */
final class SeedChart {
  private static final int WIDTH = 420;
  private static final int ROW = 30;
  private static final int TOP = 28;
  private static final int BOTTOM = 30;
  private static final int RIGHT = 16;
  private static final int GAP = 12;
  private static final int LETTER = 7;
  private static final int SHORTEST_NAME = 8;
  private static final int LONGEST_NAME = 30;

  /** One row. */
  record Row(String name, double mean, double std, List<Double> values) {}

  private final NumberFiles files;
  private final String title;
  private final List<Row> rows;
  private final Ticks ticks;
  private final int left;

  private SeedChart(NumberFiles files, String title, List<Row> rows) {
    this.files = files;
    this.title = title;
    this.rows = rows;
    this.ticks =
        Ticks.of(
            rows.stream().mapToDouble(SeedChart::low).min().orElse(0),
            rows.stream().mapToDouble(SeedChart::high).max().orElse(1));
    int longest = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    this.left = GAP + LETTER * Math.max(SHORTEST_NAME, Math.min(LONGEST_NAME, longest)) + GAP;
  }

  /** Draws the rows; empty without any. */
  static Html draw(NumberFiles files, String title, List<Row> rows) {
    return rows.isEmpty() ? new Html() : new SeedChart(files, title, rows).draw();
  }

  private Html draw() {
    int height = TOP + ROW * rows.size() + BOTTOM;
    Html svg =
        new Html()
            .raw("<figure>")
            .format("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", WIDTH, height)
            .text(title)
            .raw("\"><text class=\"title\" x=\"8\" y=\"16\">")
            .text(title)
            .raw("</text>");
    for (double mark : ticks.marks()) {
      svg.format(
              "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
              x(mark), x(mark), TOP, height - BOTTOM)
          .format(
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
              x(mark), height - BOTTOM + 15, ChartFrame.mark(mark));
    }
    for (int i = 0; i < rows.size(); i++) {
      svg.add(row(rows.get(i), i));
    }
    return svg.raw("</svg>").add(numbers()).raw("</figure>");
  }

  private Html numbers() {
    List<List<Object>> numbers = new ArrayList<>();
    List<List<String>> texts = new ArrayList<>();
    for (Row row : rows) {
      for (int seed = 0; seed < row.values().size(); seed++) {
        numbers.add(List.of(row.name(), seed + 1, row.values().get(seed)));
      }
      texts.add(List.of(row.name(), Html.number(row.mean()), Html.number(row.std())));
    }
    return new Html()
        .raw("<details><summary>numbers</summary>")
        .add(files.add(title, List.of("model", "seed number", "value"), numbers))
        .add(Table.of(List.of("model", "mean", "std"), texts))
        .raw("</details>");
  }

  /** A name that fits beside the dots: what begins and what ends a long one tells it apart. */
  static String shortened(String name) {
    int half = LONGEST_NAME / 2;
    return name.length() <= LONGEST_NAME
        ? name
        : name.substring(0, half - 1) + "…" + name.substring(name.length() - half);
  }

  private Html row(Row row, int index) {
    int colour = index % ChartFrame.COLOURS;
    double y = TOP + ROW * (index + 0.5);
    String name = row.name();
    Html html =
        new Html()
            .format(
                "<text class=\"name\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">", left - GAP, y + 4)
            .text(shortened(name))
            .raw("</text>")
            .format(
                "<rect class=\"band k%d\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"16\"/>",
                colour,
                x(row.mean() - row.std()),
                y - 8,
                x(row.mean() + row.std()) - x(row.mean() - row.std()))
            .format(
                "<line class=\"line k%d\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
                colour, x(row.mean()), x(row.mean()), y - 10, y + 10);
    for (double value : row.values()) {
      html.format(
              "<circle class=\"dot k%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"><title>",
              colour, x(value), y)
          .text(name + String.format(Locale.ROOT, ": %.4f", value))
          .raw("</title></circle>");
    }
    return html;
  }

  private static double low(Row row) {
    return Math.min(
        row.mean() - row.std(),
        row.values().stream().mapToDouble(Double::doubleValue).min().orElse(row.mean()));
  }

  private static double high(Row row) {
    return Math.max(
        row.mean() + row.std(),
        row.values().stream().mapToDouble(Double::doubleValue).max().orElse(row.mean()));
  }

  private double x(double value) {
    return left + ticks.position(value) * (WIDTH - left - RIGHT);
  }
}
