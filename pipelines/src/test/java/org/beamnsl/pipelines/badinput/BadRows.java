package org.beamnsl.pipelines.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.beamnsl.core.tfrecord.TfRecordWriter;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

/**
 * Records and lines that cannot be used, each with what is said of it.
 *
 * @param bytes the record, or the line without its end
 * @param reason what must be said
 */
record BadRows(byte[] bytes, String reason) {
  private static final float[] GOOD = {1, 2};

  /** A record that every command can use. */
  static byte[] good(String id) {
    return record(feature(id.getBytes(UTF_8)), GOOD);
  }

  /** A record by which no example can be known. */
  static List<BadRows> noExamples() {
    return List.of(new BadRows("no Example".getBytes(UTF_8), "not an Example"));
  }

  /** Records without a usable id. */
  static List<BadRows> ids() {
    return Stream.concat(missingIds().stream(), unusableIds().stream()).toList();
  }

  /** Records that have no id yet. */
  private static List<BadRows> missingIds() {
    Feature number = Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(7)).build();
    return List.of(
        new BadRows(record(null, GOOD), "no id: it has no feature 'id'"),
        new BadRows(record(number, GOOD), "no id: feature 'id' holds INT64, expected BYTES"),
        new BadRows(record(Feature.getDefaultInstance(), GOOD), "no id: feature 'id' holds NONE"));
  }

  /** Records whose id no stage can use. */
  static List<BadRows> unusableIds() {
    return List.of(
        new BadRows(record(feature(), GOOD), "no id: feature 'id' is empty"),
        new BadRows(record(feature(new byte[0]), GOOD), "no id: feature 'id' is empty"),
        new BadRows(
            record(feature("x".repeat(4097).getBytes(UTF_8)), GOOD), "4097 bytes, at most 4096"),
        new BadRows(record(feature("a\tb".getBytes(UTF_8)), GOOD), "a tab or a line break"),
        new BadRows(record(feature("a\nb".getBytes(UTF_8)), GOOD), "a tab or a line break"),
        new BadRows(record(feature("a\rb".getBytes(UTF_8)), GOOD), "a tab or a line break"),
        new BadRows(record(feature(new byte[] {'a', (byte) 0xff}), GOOD), "its id is not UTF-8"));
  }

  /** Records whose vectors cannot be compared. */
  static List<BadRows> vectors() {
    return Stream.of(
            new BadRows(record(feature(new byte[] {'v'}), null), "no feature 'embedding'"),
            new BadRows(record(feature(new byte[] {'v'}), new float[0]), "is empty"),
            new BadRows(record(feature(new byte[] {'v'}), new float[] {1, 2, 3}), "3 values"),
            new BadRows(record(feature(new byte[] {'v'}), new float[] {1}), "1 values"),
            new BadRows(record(feature(new byte[] {'v'}), new float[] {Float.NaN, 1}), "NaN"),
            new BadRows(
                record(feature(new byte[] {'v'}), new float[] {1, Float.NEGATIVE_INFINITY}),
                "Infinity"))
        .toList();
  }

  /** Records whose text is none. */
  static List<BadRows> texts() {
    Feature number = Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(7)).build();
    Features features = Features.newBuilder().putFeature("text", number).build();
    return List.of(
        new BadRows(
            Example.newBuilder().setFeatures(features).build().toByteArray(),
            "feature 'text' is not text"));
  }

  /** Rows of a table with the columns id, vector and text, that do not fit it. */
  static List<BadRows> table() {
    return of(
        new String[] {"c,1 2", "has 2 columns, the header has 3"},
        new String[] {"c,1 2,t,t", "has 4 columns, the header has 3"},
        new String[] {",1 2,t", "the id is empty"},
        new String[] {"x".repeat(4097) + ",1 2,t", "4097 bytes, at most 4096"},
        new String[] {"\"a\tb\",1 2,t", "a tab or a line break"},
        new String[] {"\"a\nb\",1 2,t", "a tab or a line break"},
        new String[] {"c,1 up,t", "the column 'vector' holds 'up', not a finite number"},
        new String[] {"c,NaN 1,t", "the column 'vector' holds 'NaN', not a finite number"},
        new String[] {"c,1 -Infinity,t", "the column 'vector' holds '-Infinity', not a finite"},
        new String[] {"c,1 1e99,t", "the column 'vector' holds '1e99', not a finite number"});
  }

  /** Lines of JSON objects with an id, a label and a vector, that cannot be used. */
  static List<BadRows> objects() {
    return of(
        new String[] {"no object", "is not a JSON object"},
        new String[] {"[\"c\"]", "is not a JSON object"},
        new String[] {"{\"id\": \"c\", \"text\": {}}", "neither a scalar nor a list"},
        new String[] {"{\"text\": \"t\"}", "the id is empty"},
        new String[] {"{\"id\": null}", "the id is empty"},
        new String[] {"{\"id\": \"\"}", "feature 'id' is empty"},
        new String[] {"{\"id\": \"a\\tb\"}", "a tab or a line break"},
        new String[] {"{\"id\": \"c\", \"vector\": [1, 1e99]}", "'1.0E99', not a finite number"},
        new String[] {"{\"id\": \"c\", \"label\": [\"a\", \"b\"]}", "has 2 labels, expected one"});
  }

  /** Lines that are no edges. */
  static List<BadRows> edges() {
    return of(
        new String[] {"", "the line is empty"},
        new String[] {"alone", "one column, expected at least two"},
        new String[] {"a\tb\t", "weight '', expected a finite number"},
        new String[] {"a\tb\theavy", "weight 'heavy', expected a finite number"},
        new String[] {"a\tb\tNaN", "weight 'NaN', expected a finite number"},
        new String[] {"a\tb\t-inf", "weight '-inf', expected a finite number"},
        new String[] {"a\tb\t1e999", "weight '1e999', expected a finite number"},
        new String[] {"\tb\t1", "empty source id"},
        new String[] {"a\t\t1", "empty target id"},
        new String[] {"a\t" + "y".repeat(4097) + "\t1", "4097 bytes, at most 4096"});
  }

  private static List<BadRows> of(String[]... rows) {
    return Stream.of(rows).map(row -> new BadRows(row[0].getBytes(UTF_8), row[1])).toList();
  }

  /** Writes a record file: two good records, then these. */
  static Path writeRecords(Path file, List<BadRows> rows) throws IOException {
    try (TfRecordWriter writer = TfRecordWriter.create(file)) {
      writer.write(good("a"));
      writer.write(good("b"));
      for (BadRows row : rows) {
        writer.write(row.bytes);
      }
    }
    return file;
  }

  /** Writes lines: good ones, then these. */
  static Path writeLines(Path file, List<String> good, List<BadRows> rows) throws IOException {
    List<String> lines = new ArrayList<>(good);
    rows.forEach(row -> lines.add(new String(row.bytes, UTF_8)));
    return Files.write(file, lines);
  }

  private static byte[] record(@Nullable Feature id, float @Nullable [] vector) {
    Features.Builder features =
        Features.newBuilder().putFeature("text", feature("t".getBytes(UTF_8)));
    if (id != null) {
      features.putFeature("id", id);
    }
    if (vector != null) {
      FloatList.Builder floats = FloatList.newBuilder();
      for (float value : vector) {
        floats.addValue(value);
      }
      features.putFeature("embedding", Feature.newBuilder().setFloatList(floats).build());
    }
    return Example.newBuilder().setFeatures(features).build().toByteArray();
  }

  private static Feature feature(byte[]... values) {
    BytesList.Builder list = BytesList.newBuilder();
    for (byte[] value : values) {
      list.addValue(ByteString.copyFrom(value));
    }
    return Feature.newBuilder().setBytesList(list).build();
  }
}
