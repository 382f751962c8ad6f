package org.beamnsl.core.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beamnsl.core.failure.NslException;
import org.jspecify.annotations.Nullable;

/**
 * A command line taken apart.
 *
 * @param flags texts by name, as typed; a flag without a value means {@code true}
 * @param positional the other arguments, in order
 */
record Arguments(Map<String, String> flags, List<String> positional) {
  /**
   * Takes {@code --name=value} and {@code --name} apart from positional arguments.
   *
   * @param lists the flags that take several values: they may be given several times, and with the
   *     value as the next argument
   */
  static Arguments parse(List<String> args, Set<String> lists) {
    Map<String, String> flags = new LinkedHashMap<>();
    List<String> positional = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (!arg.startsWith("--")) {
        positional.add(arg);
        continue;
      }
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg.substring(2) : arg.substring(2, equals);
      boolean list = lists.contains(name);
      boolean valueFollows = equals < 0 && list && i + 1 < args.size();
      String value =
          equals >= 0 ? arg.substring(equals + 1) : valueFollows ? args.get(++i) : "true";
      @Nullable String before = flags.put(name, value);
      if (before != null && !list) {
        throw NslException.usage("--" + name + " is given twice");
      } else if (before != null) {
        flags.put(name, before + "," + value);
      }
    }
    return new Arguments(flags, positional);
  }
}
