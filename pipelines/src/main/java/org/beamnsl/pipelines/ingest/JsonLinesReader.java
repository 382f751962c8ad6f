package org.beamnsl.pipelines.ingest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.badrecord.BadRecord;

/** Reads a JSON object a line; values are scalars or lists of scalars. */
final class JsonLinesReader implements RowReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public void read(String file, RowSink sink) throws IOException {
    RowReader.lines(file, (number, line) -> row(file, number, line, sink));
  }

  private static void row(String file, long position, String line, RowSink sink)
      throws IOException {
    Map<String, Cell> cells = new LinkedHashMap<>();
    try {
      JsonNode object = JSON.readTree(line);
      if (!object.isObject()) {
        sink.reject(new BadRecord(file, position, "is not a JSON object"));
        return;
      }
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        cells.put(field.getKey(), cell(field.getValue()));
      }
    } catch (JacksonException e) {
      sink.reject(new BadRecord(file, position, "is not a JSON object: " + e.getOriginalMessage()));
      return;
    } catch (IllegalArgumentException e) {
      sink.reject(new BadRecord(file, position, String.valueOf(e.getMessage())));
      return;
    }
    sink.accept(new Row(file, position, cells));
  }

  private static Cell cell(JsonNode node) {
    if (node.isNull()) {
      return Cell.MISSING;
    }
    List<String> values = new ArrayList<>();
    Cell.CellType type = Cell.CellType.MISSING;
    for (JsonNode value : node.isArray() ? node : List.of(node)) {
      type = type.or(type(value));
      values.add(value.isBoolean() ? (value.booleanValue() ? "1" : "0") : value.asText());
    }
    return new Cell(type, List.copyOf(values));
  }

  private static Cell.CellType type(JsonNode value) {
    if (value.isTextual()) {
      return Cell.CellType.TEXT;
    }
    if (value.isBoolean() || value.canConvertToLong() && value.isIntegralNumber()) {
      return Cell.CellType.INT;
    }
    if (value.isNumber()) {
      return Cell.CellType.FLOAT;
    }
    throw new IllegalArgumentException("a value is neither a scalar nor a list of scalars");
  }
}
