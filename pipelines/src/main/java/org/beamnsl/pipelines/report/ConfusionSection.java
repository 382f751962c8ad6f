package org.beamnsl.pipelines.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Which classes the models of an evaluation take for which, a table for each model. */
final class ConfusionSection {
  private static final int CLASSES_SHOWN = 30;
  private static final int DARKEST = 85;

  private final JsonNode models;
  private final ClassNames classes;
  private final NumberFiles files;

  ConfusionSection(JsonNode evaluation, ClassNames classes, NumberFiles files) {
    this.models = evaluation.path("models");
    this.classes = classes;
    this.files = files;
  }

  /** The tables; empty without any, or with more classes than a page can show. */
  Html render() {
    Html all = new Html();
    for (JsonNode model : models) {
      JsonNode matrix = model.path("confusion");
      if (!matrix.isEmpty() && matrix.size() <= CLASSES_SHOWN) {
        all.add(confusion(model.path("name").asText(), matrix));
      }
    }
    if (all.toString().isEmpty()) {
      return all;
    }
    return new Html()
        .element("h4", "Which class is taken for which")
        .raw("<p class=\"note\">Rows are true classes, columns predictions; ")
        .raw("counts are summed over the seeds.</p><div class=\"charts\">")
        .add(all)
        .raw("</div>");
  }

  private Html confusion(String name, JsonNode matrix) {
    Html table =
        new Html()
            .raw("<figure><p class=\"name\">")
            .text(name)
            .raw("</p><div class=\"scroll\"><table class=\"confusion\"><tr><td></td>");
    for (int column = 0; column < matrix.size(); column++) {
      table.element("th", "" + column);
    }
    table.raw("</tr>");
    List<List<Object>> numbers = new ArrayList<>();
    for (int row = 0; row < matrix.size(); row++) {
      long sum = 0;
      for (JsonNode cell : matrix.get(row)) {
        sum += cell.asLong();
      }
      table.raw("<tr>").element("th", classes.numbered(row));
      for (int column = 0; column < matrix.get(row).size(); column++) {
        long count = matrix.get(row).get(column).asLong();
        double share = sum == 0 ? 0 : (double) count / sum;
        table.format("<td style=\"--share:%.0f%%\">%d</td>", DARKEST * share, count);
        numbers.add(List.of(row, column, count));
      }
      table.raw("</tr>");
    }
    return table
        .raw("</table></div><p class=\"note\">")
        .add(files.add("Confusion of " + name, List.of("label", "prediction", "count"), numbers))
        .raw("</p></figure>");
  }
}
