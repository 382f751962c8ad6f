package org.beamnsl.pipelines.ingest;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.pipelines.ingest.Cell.CellType;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Int64List;

/**
 * Rows of text files as Examples. All splits are read once to settle the columns' types and the
 * labels' numbers, then once more to be written: the types depend on all rows, not on the first.
 */
final class TableSource implements ExampleSource {
  private final IngestOptions options;
  private final RowReader reader;
  private final Map<String, CellType> types;
  private final LabelVocabulary labels;
  private final Set<String> kept;

  private TableSource(
      IngestOptions options,
      RowReader reader,
      Map<String, CellType> types,
      LabelVocabulary labels) {
    this.options = options;
    this.reader = reader;
    this.types = types;
    this.labels = labels;
    this.kept = Set.copyOf(options.columns());
  }

  static TableSource scan(IngestOptions options, SplitInputs inputs, RowReader reader)
      throws IOException {
    TableScan scan = new TableScan(options);
    for (String spec : inputs.specs().values()) {
      for (InputFile file : Inputs.files("input", spec)) {
        reader.read(file.path(), scan);
      }
    }
    LabelVocabulary labels =
        options.labelVocabulary() == null
            ? scan.labels()
            : LabelVocabulary.read(options.labelVocabulary());
    return new TableSource(options, reader, scan.types(), labels);
  }

  @Override
  public void read(String split, String spec, ExampleSink sink) throws IOException {
    RowSink rows =
        new RowSink() {
          @Override
          public void accept(Row row) throws IOException {
            try {
              sink.accept(row.file(), row.position(), convert(row));
            } catch (UnfitValue e) {
              sink.reject(new BadRecord(row.file(), row.position(), e.reason));
            }
          }

          @Override
          public void reject(BadRecord bad) throws IOException {
            sink.reject(bad);
          }
        };
    for (InputFile file : Inputs.files("input", spec)) {
      reader.read(file.path(), rows);
    }
  }

  @Override
  public List<String> classes() {
    return labels.classes();
  }

  private Example convert(Row row) throws UnfitValue {
    if (types.containsKey(options.idColumn()) && row.cell(options.idColumn()).values().isEmpty()) {
      throw new UnfitValue("the id is empty");
    }
    Map<String, Feature> features = new TreeMap<>();
    for (Map.Entry<String, Cell> entry : row.cells().entrySet()) {
      String column = entry.getKey();
      Cell cell = entry.getValue();
      if (column.equals(options.labelColumn()) || cell.values().isEmpty()) {
        continue;
      }
      boolean main = column.equals(options.textColumn());
      if (column.equals(options.idColumn())) {
        features.put(options.idFeature(), bytes(cell.values()));
      } else if (main || kept.isEmpty() || kept.contains(column)) {
        features.put(main ? options.mainFeature() : column, feature(column, cell));
      }
    }
    if (types.containsKey(options.labelColumn())) {
      features.put(options.labelFeature(), label(row.cell(options.labelColumn())));
    }
    Example.Builder example = Example.newBuilder();
    example.getFeaturesBuilder().putAllFeature(features);
    return example.build();
  }

  private Feature feature(String column, Cell cell) throws UnfitValue {
    CellType type = types.getOrDefault(column, CellType.TEXT);
    List<String> values = cell.values();
    if (type != CellType.TEXT && cell.type() == CellType.TEXT && values.size() == 1) {
      // A declared number column may hold a whole vector.
      values = List.of(values.get(0).strip().split("[\\s;|,]+"));
    }
    return switch (type) {
      case INT -> ints(column, values);
      case FLOAT -> floats(column, values);
      default -> bytes(values);
    };
  }

  private Feature label(Cell cell) throws UnfitValue {
    if (cell.values().isEmpty() || LabelVocabulary.isMissing(cell.values().get(0))) {
      return number(LabelVocabulary.UNLABELLED);
    }
    if (cell.values().size() > 1) {
      throw new UnfitValue("has " + cell.values().size() + " labels, expected one");
    }
    OptionalLong number = labels.number(cell.values().get(0));
    if (number.isEmpty()) {
      throw new UnfitValue(
          "the label '" + shorten(cell.values().get(0)) + "' is not a known class");
    }
    return number(number.getAsLong());
  }

  private static Feature number(long value) {
    return Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(value)).build();
  }

  private static Feature ints(String column, List<String> values) throws UnfitValue {
    Feature.Builder feature = Feature.newBuilder();
    for (String value : values) {
      try {
        feature.getInt64ListBuilder().addValue(Long.parseLong(value));
      } catch (NumberFormatException e) {
        throw UnfitValue.of(column, value, "an integer");
      }
    }
    return feature.build();
  }

  private static Feature floats(String column, List<String> values) throws UnfitValue {
    Feature.Builder feature = Feature.newBuilder();
    for (String value : values) {
      feature.getFloatListBuilder().addValue(finite(column, value));
    }
    return feature.build();
  }

  private static float finite(String column, String value) throws UnfitValue {
    try {
      float number = Float.parseFloat(value);
      if (Float.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as are numbers too large for a float.
    }
    throw UnfitValue.of(column, value, "a finite number");
  }

  private static Feature bytes(List<String> values) {
    Feature.Builder feature = Feature.newBuilder();
    values.forEach(value -> feature.getBytesListBuilder().addValue(ByteString.copyFromUtf8(value)));
    return feature.build();
  }

  private static String shorten(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  /** A cell that does not fit its column. */
  private static final class UnfitValue extends Exception {
    private final String reason;

    static UnfitValue of(String column, String value, String expected) {
      return new UnfitValue(
          "the column '" + column + "' holds '" + shorten(value) + "', not " + expected);
    }

    UnfitValue(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }
  }
}
