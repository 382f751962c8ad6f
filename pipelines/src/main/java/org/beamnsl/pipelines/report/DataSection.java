package org.beamnsl.pipelines.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** What the page says of the splits of Examples: sizes, labels, and what splits share. */
final class DataSection {
  private static final int CLASSES_SHOWN = 40;

  private final ExampleFacts facts;
  private final NumberFiles files;

  DataSection(ExampleFacts facts, NumberFiles files) {
    this.facts = facts;
    this.files = files;
  }

  Html render(String name) {
    return new Html().element("h3", name).add(splits()).add(labels()).add(leaks());
  }

  private Html splits() {
    List<List<String>> rows = new ArrayList<>();
    facts
        .splits()
        .forEach(
            (name, split) ->
                rows.add(
                    List.of(
                        name,
                        Html.number(split.examples()),
                        Html.number(split.labelled()),
                        Html.number(split.examples() - split.labelled()),
                        Html.number(split.repeated()))));
    return Table.of(
        List.of("split", "examples", "labelled", "unlabelled", "repeat an earlier one"), rows);
  }

  private Html labels() {
    TreeSet<Long> all = new TreeSet<>();
    facts.splits().values().forEach(split -> all.addAll(split.labels().keySet()));
    all.remove(-1L);
    if (all.isEmpty() || all.size() > CLASSES_SHOWN) {
      return new Html();
    }
    ClassNames names = new ClassNames(facts.classes());
    Html charts = new Html().raw("<div class=\"charts\">");
    facts
        .splits()
        .forEach(
            (name, split) -> {
              List<BarChart.Bar> bars = new ArrayList<>();
              for (long label : all) {
                long count = split.labels().getOrDefault(label, 0L);
                bars.add(new BarChart.Bar(names.of(label), count));
              }
              if (split.labelled() > 0) {
                charts.add(BarChart.of("Labels of " + name, "label", "examples", bars).draw(files));
              }
            });
    return charts.raw("</div>");
  }

  private Html leaks() {
    List<ExampleFacts.Leak> leaks = facts.leaks();
    if (leaks.isEmpty()) {
      return new Html();
    }
    Html html = new Html().element("h4", "Leakage between splits").raw("<ul>");
    for (ExampleFacts.Leak leak : leaks) {
      boolean clean = leak.contents() == 0 && leak.ids() == 0;
      html.raw(
              clean
                  ? "<li><span class=\"good\">none</span> "
                  : "<li><span class=\"bad\">found</span> ")
          .text(
              String.format(
                  Locale.ROOT,
                  "%s in %s: %,d examples with the same content, %,d with the same id",
                  leak.second(),
                  leak.first(),
                  leak.contents(),
                  leak.ids()));
      if (!leak.named().isEmpty()) {
        html.text(", such as " + String.join(", ", leak.named()));
      }
      html.raw("</li>");
    }
    return html.raw("</ul>")
        .raw("<p class=\"note\">Content is every feature but id, label and packed neighbours.</p>");
  }
}
