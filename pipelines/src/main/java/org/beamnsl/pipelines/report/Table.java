package org.beamnsl.pipelines.report;

import java.util.List;

/** A table of texts. The first column is a heading, the others are aligned as numbers. */
final class Table {
  private Table() {}

  static Html of(List<String> head, List<List<String>> rows) {
    return of("", head, rows);
  }

  /** Names and what is known of them, without a head. */
  static Html ofFacts(List<List<String>> rows) {
    return of(" class=\"facts\"", List.of(), rows);
  }

  /**
   * A table that looks otherwise.
   *
   * @param style its class in the page's style, such as {@code texts} or {@code many}
   */
  static Html styled(String style, List<String> head, List<List<String>> rows) {
    return of(" class=\"" + style + "\"", head, rows);
  }

  private static Html of(String attributes, List<String> head, List<List<String>> rows) {
    Html table = new Html().raw("<div class=\"scroll\"><table" + attributes + ">");
    if (!head.isEmpty()) {
      table.raw("<thead><tr>");
      head.forEach(cell -> table.element("th", cell));
      table.raw("</tr></thead>");
    }
    table.raw("<tbody>");
    for (List<String> row : rows) {
      table.raw("<tr>");
      for (int i = 0; i < row.size(); i++) {
        table.element(i == 0 ? "th scope=\"row\"" : "td", row.get(i));
      }
      table.raw("</tr>");
    }
    return table.raw("</tbody></table></div>");
  }
}
