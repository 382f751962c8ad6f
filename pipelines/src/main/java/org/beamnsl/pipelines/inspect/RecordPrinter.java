package org.beamnsl.pipelines.inspect;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;

/** Prints Examples, one feature per line, long values shortened. */
final class RecordPrinter {
  private static final int VALUES = 8;
  private static final int CHARACTERS = 100;

  private final PrintStream out;

  RecordPrinter(PrintStream out) {
    this.out = out;
  }

  /** Prints a serialized Example, or says that it is none. */
  void print(String where, byte[] record) {
    out.println(printable(where));
    Example example;
    try {
      example = Example.parseFrom(record);
    } catch (InvalidProtocolBufferException e) {
      out.println("  not an Example (" + record.length + " bytes)");
      return;
    }
    Map<String, Feature> features = new TreeMap<>(example.getFeatures().getFeatureMap());
    features.forEach((name, feature) -> out.printf("  %-28s %s%n", printable(name), text(feature)));
  }

  private static String text(Feature feature) {
    return switch (feature.getKindCase()) {
      case INT64_LIST ->
          list(
              feature.getInt64List().getValueCount(),
              "int64",
              i -> Long.toString(feature.getInt64List().getValue(i)));
      case FLOAT_LIST ->
          list(
              feature.getFloatList().getValueCount(),
              "float",
              i -> String.format(Locale.ROOT, "%.6g", feature.getFloatList().getValue(i)));
      case BYTES_LIST ->
          list(
              feature.getBytesList().getValueCount(),
              "bytes",
              i -> quoted(feature.getBytesList().getValue(i)));
      default -> "(no values)";
    };
  }

  private static String list(int count, String type, IntFunction<String> value) {
    if (count == 1) {
      return value.apply(0);
    }
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < Math.min(count, VALUES); i++) {
      shown.add(value.apply(i));
    }
    String more = count > VALUES ? ", …" : "";
    return count + " × " + type + ": " + String.join(", ", shown) + more;
  }

  private static String quoted(ByteString bytes) {
    if (!bytes.isValidUtf8()) {
      return "(" + bytes.size() + " bytes)";
    }
    String text = bytes.toStringUtf8();
    String cut = text.length() > CHARACTERS ? text.substring(0, CHARACTERS) + "…" : text;
    return '"' + printable(cut) + '"';
  }

  /** The text with control characters, which a terminal would obey, shown as escapes. */
  static String printable(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                safe.append(String.format("\\u%04x", c));
              } else {
                safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }
}
