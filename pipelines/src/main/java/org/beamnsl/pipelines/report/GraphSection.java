package org.beamnsl.pipelines.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What the page says of one graph. */
final class GraphSection {
  private static final int DEGREE_BARS = 40;
  private static final long FEW = 5;
  private static final double NARROW = 0.2;

  private final GraphFacts graph;
  private final JsonNode manifest;
  private final List<ExampleFacts> examples;
  private final long seed;
  private final NumberFiles files;

  /**
   * A section about a graph.
   *
   * @param manifest of the graph's artifact; a missing node for a plain file
   * @param examples whose splits its edges may join
   */
  GraphSection(
      GraphFacts graph,
      JsonNode manifest,
      List<ExampleFacts> examples,
      long seed,
      NumberFiles files) {
    this.graph = graph;
    this.manifest = manifest;
    this.examples = examples;
    this.seed = seed;
    this.files = files;
  }

  Html render(String name) {
    Html section = new Html().element("h3", name).add(facts());
    if (graph.edges() == 0) {
      return section.element("p", "No edges.");
    }
    return section
        .raw("<div class=\"charts\">")
        .add(degrees(name))
        .add(components(name))
        .add(weights(name))
        .add(agreementByWeight(name))
        .raw("</div>");
  }

  private Html facts() {
    int[] components = graph.components();
    double[] agreement = graph.agreement();
    double[] shuffled = graph.shuffledAgreement(seed);
    JsonNode built = manifest.path("details");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("examples", Html.number(graph.members())));
    rows.add(List.of("nodes, with those that are only neighbours", Html.number(graph.nodes())));
    rows.add(List.of("edges, each direction counted", Html.number(graph.edges())));
    rows.add(
        List.of(
            "isolated nodes",
            built.path("graph").has("isolatedNodes")
                ? Html.number(built.path("graph").path("isolatedNodes").asLong())
                    + " of "
                    + Html.number(built.path("graph").path("nodes").asLong())
                : Html.number(graph.isolated())));
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
    for (ExampleFacts each : examples) {
      each.splits()
          .forEach(
              (split, counts) ->
                  rows.add(
                      List.of(
                          "edges to examples of split " + split,
                          Html.number(graph.edgesTo(each.ids(split))))));
    }
    return Table.ofFacts(rows).add(search(built));
  }

  /** How the edges were found, and how many of them are expected to be missing. */
  private Html search(JsonNode built) {
    List<List<String>> rows = new ArrayList<>();
    add(rows, "method", built.path("method"), false);
    add(rows, "similarity", built.path("similarity"), false);
    if (ofNearest()) {
      add(rows, "nearest rows of each", manifest.path("options").path("topK"), false);
    } else {
      add(rows, "similarity threshold", threshold(), false);
    }
    add(rows, "expected recall", built.path("expectedRecall"), true);
    if (!ofNearest()) {
      add(rows, "recall at the threshold, at least", built.path("recallFloor"), true);
    }
    add(rows, "pairs compared", built.path("comparedPairs"), false);
    add(rows, "rounds of hashing", built.path("rounds"), false);
    add(rows, "largest bucket", built.path("largestBucket"), false);
    add(rows, "over-full buckets", built.path("overfullBuckets"), false);
    add(rows, "zero vectors", built.path("zeroVectors"), false);
    Html html = new Html();
    if (built.has("method")) {
      html.element("h4", "How it was found").add(Table.ofFacts(rows));
    }
    for (JsonNode warning : built.path("warnings")) {
      html.element("p class=\"note\"", "warning: " + warning.asText());
    }
    return html;
  }

  /** Whether each row was connected with its nearest ones, however far they are. */
  private boolean ofNearest() {
    return manifest.path("options").path("topK").asInt() > 0;
  }

  private JsonNode threshold() {
    return manifest.path("options").path("similarityThreshold");
  }

  private static void add(List<List<String>> rows, String name, JsonNode value, boolean share) {
    if (!value.isMissingNode() && !value.isNull()) {
      rows.add(
          List.of(
              name,
              value.isNumber() && share
                  ? String.format(Locale.ROOT, "%.2f %%", 100 * value.asDouble())
                  : value.isNumber() ? Html.number(value.asDouble()) : value.asText()));
    }
  }

  private Html degrees(String name) {
    int[] counts = graph.degreeCounts();
    List<BarChart.Bar> bars = new ArrayList<>();
    int width = (counts.length + DEGREE_BARS - 1) / DEGREE_BARS;
    for (int low = 0; low < counts.length; low += width) {
      int sum = 0;
      int high = Math.min(counts.length, low + width);
      for (int degree = low; degree < high; degree++) {
        sum += counts[degree];
      }
      bars.add(new BarChart.Bar(width == 1 ? "" + low : low + "–" + (high - 1), "" + low, sum));
    }
    return BarChart.of("Neighbours per example, " + name, "neighbours", "examples", bars)
        .draw(files);
  }

  /** Components by size, in classes that double. */
  private Html components(String name) {
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    for (int size : graph.components()) {
      counts.merge(31 - Integer.numberOfLeadingZeros(size), 1, Integer::sum);
    }
    List<BarChart.Bar> bars = new ArrayList<>();
    for (int power = 0; !counts.isEmpty() && power <= counts.lastKey(); power++) {
      int low = 1 << power;
      String size = power == 0 ? "1" : low + "–" + (2 * low - 1);
      bars.add(new BarChart.Bar(size, "" + low, counts.getOrDefault(power, 0)));
    }
    return BarChart.of("Components by size, " + name, "nodes, from", "components", bars)
        .draw(files);
  }

  private Html weights(String name) {
    if (oneWeight()) {
      return new Html()
          .raw("<figure><p class=\"note\">All edges have weight ")
          .text(ChartFrame.mark(graph.weightRange()[0]))
          .raw(": there is no similarity to show.</p></figure>");
    }
    List<BarChart.Bar> bars = new ArrayList<>();
    long[][] bins = graph.weightBins();
    for (int i = 0; i < bins.length; i++) {
      bars.add(new BarChart.Bar(binName(i), low(i), bins[i][0]));
    }
    double[] range = graph.weightRange();
    double asked = threshold().asDouble(Double.NaN);
    double threshold = manifest.path("details").path("leastWeight").asDouble(asked);
    double share = ofNearest() ? Double.NaN : (threshold - range[0]) / (range[1] - range[0]);
    String mark = "threshold " + ChartFrame.mark(threshold);
    boolean near = share > -1.0 / GraphFacts.BINS && share < 1;
    String label =
        near || !(share < 0) ? "edge weight" : "edge weight (" + mark + ": further left)";
    BarChart chart =
        BarChart.of("Similarity of neighbours, " + name, label, "edges", bars)
            .over(range[0], range[1]);
    return (near ? chart.withPlace(Math.max(0, share), mark) : chart).draw(files);
  }

  private Html agreementByWeight(String name) {
    if (oneWeight()) {
      return new Html();
    }
    List<BarChart.Bar> bars = new ArrayList<>();
    long[][] bins = graph.weightBins();
    for (int i = 0; i < bins.length; i++) {
      if (bins[i][1] >= FEW) {
        bars.add(new BarChart.Bar(binName(i), low(i), (double) bins[i][2] / bins[i][1]));
      }
    }
    return BarChart.of(
            "Equal labels by similarity, " + name,
            "edge weight (dashed: shuffled ends)",
            "share of edges with equal labels",
            bars)
        .withLevel(graph.shuffledAgreement(seed)[0])
        .draw(files);
  }

  private boolean oneWeight() {
    double[] range = graph.weightRange();
    return range[0] == range[1];
  }

  private double edge(int bin) {
    double[] range = graph.weightRange();
    return range[0] + bin * (range[1] - range[0]) / GraphFacts.BINS;
  }

  private String low(int bin) {
    double[] range = graph.weightRange();
    return String.format(Locale.ROOT, range[1] - range[0] < NARROW ? "%.3f" : "%.2f", edge(bin));
  }

  private String binName(int bin) {
    return String.format(Locale.ROOT, "%.3f–%.3f", edge(bin), edge(bin + 1));
  }
}
