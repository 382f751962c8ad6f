package org.beamnsl.pipelines.report;

import java.util.Locale;

/** The frame of a chart as SVG: axes, grid, title. Colours come from the page's style. */
final class ChartFrame {
  static final int WIDTH = 420;
  static final int HEIGHT = 250;
  static final int COLOURS = 8;
  private static final int LEFT = 52;
  private static final int RIGHT = 12;
  static final int TOP = 36;
  private static final int BOTTOM = 40;

  /** How wide a digit is at most, in the font of the page. */
  private static final double CHARACTER = 8;

  private final Html svg = new Html();
  private final Ticks y;

  ChartFrame(String title, String xLabel, Ticks y) {
    this.y = y;
    svg.format("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", WIDTH, HEIGHT)
        .text(title)
        .raw("\">")
        .format("<text class=\"title\" x=\"%d\" y=\"16\">", LEFT)
        .text(title)
        .raw("</text>")
        .format(
            "<text class=\"label\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">",
            (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6)
        .text(xLabel)
        .raw("</text>");
    for (double mark : y.marks()) {
      svg.format(
              "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
              LEFT, WIDTH - RIGHT, y(mark), y(mark))
          .format("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">", LEFT - 6, y(mark) + 4)
          .text(mark(mark))
          .raw("</text>");
    }
  }

  /** The number at a mark, without needless digits. */
  static String mark(double value) {
    String text = String.format(Locale.ROOT, "%.4f", value);
    text = text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    return text.equals("-0") ? "0" : text;
  }

  /** Where a share of the axis, from 0 to 1, lies from left to right. */
  double x(double share) {
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  /** Where a value lies from top to bottom. */
  double y(double value) {
    return HEIGHT - BOTTOM - y.position(value) * (HEIGHT - TOP - BOTTOM);
  }

  /** A text above the upper end of a vertical line. */
  void topMark(double share, String text) {
    svg.format(
            "<text class=\"marked\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">", x(share), TOP - 4)
        .text(text)
        .raw("</text>");
  }

  /** The part that the chart draws into. */
  Html svg() {
    return svg;
  }

  /** A number below the axis, moved to the left where it would be cut at the end of the drawing. */
  void xMark(double share, String text) {
    double middle = Math.min(x(share), WIDTH - text.length() * CHARACTER / 2);
    svg.format("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">", middle, HEIGHT - BOTTOM + 15)
        .text(text)
        .raw("</text>");
  }

  /** The lower end of the axis. */
  double lowest() {
    return y.low();
  }

  /** A dashed line between two places, given by the share of the axis and the height drawn. */
  void line(double fromShare, double fromHeight, double toShare, double toHeight) {
    svg.format(
        "<line class=\"mark\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
        x(fromShare), x(toShare), fromHeight, toHeight);
  }

  /** The finished drawing with its legend, which may be empty, its numbers and their file. */
  Html figure(Html legend, Html numbers, Html file) {
    return new Html()
        .raw("<figure>")
        .add(svg)
        .raw("</svg><figcaption>")
        .add(legend)
        .raw("</figcaption><details><summary>numbers</summary>")
        .add(file)
        .add(numbers)
        .raw("</details></figure>");
  }
}
