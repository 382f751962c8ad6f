package org.beamnsl.core.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.failure.NslException;

/**
 * A command line taken apart.
 *
 * @param flags texts by name, as typed; a flag without a value means {@code true}
 * @param positional the other arguments, in order
 */
record Arguments(Map<String, String> flags, List<String> positional) {
  /** Takes {@code --name=value} and {@code --name} apart from positional arguments. */
  static Arguments parse(List<String> args) {
    Map<String, String> flags = new LinkedHashMap<>();
    List<String> positional = new ArrayList<>();
    for (String arg : args) {
      if (!arg.startsWith("--")) {
        positional.add(arg);
        continue;
      }
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg.substring(2) : arg.substring(2, equals);
      String value = equals < 0 ? "true" : arg.substring(equals + 1);
      if (flags.put(name, value) != null) {
        throw NslException.usage("--" + name + " is given twice");
      }
    }
    return new Arguments(flags, positional);
  }
}
