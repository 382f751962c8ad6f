package org.beamnsl.pipelines.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the page says of one graph. */
final class GraphSection {
  private static final int DEGREE_BARS = 40;
  private static final long FEW = 5;

  private final GraphFacts graph;
  private final long seed;

  GraphSection(GraphFacts graph, long seed) {
    this.graph = graph;
    this.seed = seed;
  }

  Html render(String name) {
    Html section = new Html().element("h3", name).add(facts());
    if (graph.edges() == 0) {
      return section.element("p", "No edges.");
    }
    return section
        .raw("<div class=\"charts\">")
        .add(degrees())
        .add(weights())
        .add(agreementByWeight())
        .raw("</div>");
  }

  private Html facts() {
    int[] components = graph.components();
    double[] agreement = graph.agreement();
    double[] shuffled = graph.shuffledAgreement(seed);
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("examples", Html.number(graph.members())));
    rows.add(List.of("nodes, with those that are only neighbours", Html.number(graph.nodes())));
    rows.add(List.of("edges, each direction counted", Html.number(graph.edges())));
    rows.add(List.of("isolated nodes", Html.number(graph.isolated())));
    rows.add(List.of("connected components", Html.number(components.length)));
    rows.add(
        List.of("nodes in the largest", components.length == 0 ? "0" : Html.number(components[0])));
    if (agreement[1] > 0) {
      rows.add(
          List.of(
              "edges between equal labels",
              Html.percent(agreement[0]) + " of " + Html.number(agreement[1])));
      rows.add(
          List.of(
              "the same with shuffled ends",
              String.format(Locale.ROOT, "%.1f ± %.1f %%", 100 * shuffled[0], 100 * shuffled[1])));
    }
    return Table.of(List.of("", ""), rows);
  }

  private Html degrees() {
    int[] counts = graph.degreeCounts();
    List<BarChart.Bar> bars = new ArrayList<>();
    int width = (counts.length + DEGREE_BARS - 1) / DEGREE_BARS;
    for (int low = 0; low < counts.length; low += width) {
      int sum = 0;
      int high = Math.min(counts.length, low + width);
      for (int degree = low; degree < high; degree++) {
        sum += counts[degree];
      }
      bars.add(new BarChart.Bar(width == 1 ? "" + low : low + "–" + (high - 1), sum));
    }
    return BarChart.draw("Neighbours per example", "neighbours", "examples", bars, Double.NaN);
  }

  private Html weights() {
    List<BarChart.Bar> bars = new ArrayList<>();
    long[][] bins = graph.weightBins();
    for (int i = 0; i < bins.length; i++) {
      if (bins[i][0] > 0 || !oneWeight()) {
        bars.add(new BarChart.Bar(binName(i), bins[i][0]));
      }
    }
    return BarChart.draw("Similarity of neighbours", "edge weight", "edges", bars, Double.NaN);
  }

  private Html agreementByWeight() {
    List<BarChart.Bar> bars = new ArrayList<>();
    long[][] bins = graph.weightBins();
    for (int i = 0; i < bins.length; i++) {
      if (bins[i][1] >= FEW) {
        bars.add(new BarChart.Bar(binName(i), (double) bins[i][2] / bins[i][1]));
      }
    }
    return BarChart.draw(
        "Equal labels by similarity (dashed: shuffled)",
        "edge weight",
        "share of edges with equal labels",
        bars,
        graph.shuffledAgreement(seed)[0]);
  }

  private boolean oneWeight() {
    double[] range = graph.weightRange();
    return range[0] == range[1];
  }

  private String binName(int bin) {
    double[] range = graph.weightRange();
    double middle = range[0] + (bin + 0.5) * (range[1] - range[0]) / GraphFacts.BINS;
    return String.format(Locale.ROOT, "%.3g", oneWeight() ? range[0] : middle);
  }
}
