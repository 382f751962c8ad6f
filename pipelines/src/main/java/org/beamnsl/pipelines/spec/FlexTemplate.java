package org.beamnsl.pipelines.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.command.CommandSpec;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagSpec;
import org.jspecify.annotations.Nullable;

/**
 * The metadata file of a Dataflow Flex Template: what the console and {@code gcloud} check a
 * template's parameters against. Names, defaults and help are those of the command line.
 */
final class FlexTemplate {
  private FlexTemplate() {}

  static String of(CommandSpec command) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", "nsl " + command.name());
    tree.put("description", command.summary());
    tree.put("streaming", false);
    List<Object> parameters = new ArrayList<>();
    for (FlagSpec flag : command.flags()) {
      parameters.add(parameter(flag));
    }
    tree.put("parameters", parameters);
    return SpecText.json(tree);
  }

  private static Map<String, Object> parameter(FlagSpec flag) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", flag.name());
    tree.put("label", flag.name());
    tree.put("helpText", flag.description());
    tree.put("isOptional", !flag.required());
    tree.put("paramType", type(flag));
    @Nullable String regex = regex(flag);
    if (regex != null) {
      tree.put("regexes", List.of(regex));
    }
    if (isEnum(flag)) {
      List<Object> values = new ArrayList<>();
      flag.values().forEach(value -> values.add(Map.of("value", value)));
      tree.put("enumOptions", values);
    }
    if (flag.defaultValue() != null) {
      tree.put("defaultValue", flag.defaultValue());
    }
    return tree;
  }

  private static boolean isEnum(FlagSpec flag) {
    return flag.type().equals("enum") && !flag.list();
  }

  private static String type(FlagSpec flag) {
    if (flag.kind() == Flag.Kind.OUTPUT) {
      return "GCS_WRITE_FOLDER";
    }
    if (flag.list()) {
      return "TEXT";
    }
    return switch (flag.type()) {
      case "boolean" -> "BOOLEAN";
      case "int", "long", "double" -> "NUMBER";
      case "enum" -> "ENUM";
      default -> "TEXT";
    };
  }

  private static @Nullable String regex(FlagSpec flag) {
    @Nullable String one =
        switch (flag.type()) {
          case "boolean" -> "(true|false)";
          case "int", "long" -> "-?[0-9]+";
          case "double" -> "-?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?";
          default -> null;
        };
    return one == null ? null : flag.list() ? "^" + one + "(," + one + ")*$" : "^" + one + "$";
  }
}
