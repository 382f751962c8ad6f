package org.beamnsl.pipelines.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The numbers behind charts and tables, in full precision: a CSV file for each and one JSON file
 * with all of them, written beside the page.
 */
final class NumberFiles {
  static final String JSON_FILE = "numbers.json";
  private static final int LONGEST_NAME = 60;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private record Table(String title, List<String> head, List<List<Object>> rows) {}

  private final Map<String, Table> tables = new LinkedHashMap<>();

  /**
   * Keeps numbers.
   *
   * @param rows texts and numbers
   * @return a link to their file
   */
  Html add(String title, List<String> head, List<List<Object>> rows) {
    String words = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String name =
        String.format(
                Locale.ROOT,
                "numbers/%02d-%s",
                tables.size() + 1,
                words.substring(0, Math.min(LONGEST_NAME, words.length())))
            + ".csv";
    tables.put(name, new Table(title, head, rows));
    return new Html().raw("<a class=\"file\" href=\"" + name + "\">CSV</a>");
  }

  /** The files by name. */
  Map<String, String> files() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    ObjectNode all = JSON.createObjectNode();
    for (Map.Entry<String, Table> entry : tables.entrySet()) {
      Table table = entry.getValue();
      StringBuilder csv = new StringBuilder();
      try (CSVPrinter printer =
          new CSVPrinter(csv, CSVFormat.RFC4180.builder().setRecordSeparator('\n').build())) {
        printer.printRecord(table.head());
        for (List<Object> row : table.rows()) {
          printer.printRecord(row);
        }
      }
      files.put(entry.getKey(), csv.toString());
      all.set(entry.getKey(), json(table));
    }
    files.put(JSON_FILE, JSON.writeValueAsString(all) + "\n");
    return files;
  }

  private static ObjectNode json(Table table) {
    ObjectNode node = JSON.createObjectNode();
    node.put("title", table.title());
    node.set("columns", JSON.valueToTree(table.head()));
    ArrayNode rows = node.putArray("rows");
    for (List<Object> row : table.rows()) {
      List<Object> finite = new ArrayList<>();
      row.forEach(
          cell -> finite.add(cell instanceof Double x && !Double.isFinite(x) ? "" + x : cell));
      rows.add(JSON.valueToTree(finite));
    }
    return node;
  }
}
