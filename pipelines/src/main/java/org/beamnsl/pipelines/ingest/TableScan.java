package org.beamnsl.pipelines.ingest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.pipelines.ingest.Cell.CellType;

/** The first reading of a table: which type each column needs, and which labels there are. */
final class TableScan implements RowSink {
  private static final int MAX_LABELS = 100_000;

  private final IngestOptions options;
  private final Map<String, CellType> types = new TreeMap<>();
  private final SortedSet<String> labels = new TreeSet<>();
  private final Map<String, CellType> declared;

  TableScan(IngestOptions options) {
    this.options = options;
    this.declared = declared(options);
  }

  private static Map<String, CellType> declared(IngestOptions options) {
    Map<String, CellType> declared = new LinkedHashMap<>();
    for (String type : options.types()) {
      int equals = type.lastIndexOf('=');
      declared.put(
          type.substring(0, Math.max(0, equals)),
          switch (type.substring(equals + 1)) {
            case "int" -> CellType.INT;
            case "float" -> CellType.FLOAT;
            case "string" -> CellType.TEXT;
            default ->
                throw NslException.usage(
                    "--types=" + type + ": expected name=int, name=float or name=string");
          });
    }
    return declared;
  }

  @Override
  public void accept(Row row) {
    row.cells().forEach((column, cell) -> types.merge(column, cell.type(), CellType::or));
    Cell label = row.cell(options.labelColumn());
    if (label.values().size() == 1 && !LabelVocabulary.isMissing(label.values().get(0))) {
      labels.add(label.values().get(0).strip());
      if (labels.size() > MAX_LABELS) {
        throw NslException.badData(
            row.file()
                + ": more than "
                + MAX_LABELS
                + " different labels in the column '"
                + options.labelColumn()
                + "'; is it the label?");
      }
    }
  }

  @Override
  public void reject(BadRecord bad) {
    // Counted by the second reading.
  }

  /** The types of all columns, those that are declared or have a role included. */
  Map<String, CellType> types() {
    Map<String, CellType> settled = new TreeMap<>(types);
    for (String column : declared.keySet()) {
      require("types", column);
    }
    settled.putAll(declared);
    if (options.textColumn() != null) {
      require("textColumn", options.textColumn());
      settled.put(options.textColumn(), CellType.TEXT);
    }
    options.columns().forEach(column -> require("columns", column));
    if (!options.idColumn().equals("id")) {
      require("idColumn", options.idColumn());
    }
    if (!options.labelColumn().equals("label")) {
      require("labelColumn", options.labelColumn());
    }
    return settled;
  }

  /** Without a usable row no column is known, and the second reading tells what is wrong. */
  private void require(String flag, String column) {
    if (!types.isEmpty() && !types.containsKey(column)) {
      throw NslException.usage(
          "--" + flag + "=" + column + ": no such column; there are " + types.keySet());
    }
  }

  /** The labels that occur. */
  LabelVocabulary labels() {
    return LabelVocabulary.of(labels);
  }
}
