package org.beamnsl.pipelines.workflow;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beamnsl.core.command.NearestName;
import org.beamnsl.core.failure.NslException;
import org.jspecify.annotations.Nullable;

/**
 * Replaces <code>${NAME}</code> and <code>${NAME:default}</code>; what was given on the command
 * line comes before the environment.
 */
final class Variables {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?}");

  private final Map<String, String> values;
  private final Map<String, String> given;

  Variables(Map<String, String> given, Map<String, String> environment) {
    this.given = Map.copyOf(given);
    values = new HashMap<>(environment);
    values.putAll(given);
  }

  /**
   * The text with its references replaced.
   *
   * @param where file and line, for messages
   * @throws NslException (78) for a name without value and without default
   */
  String replace(String where, String text) {
    StringBuilder replaced = new StringBuilder();
    Matcher matcher = REFERENCE.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1);
      @Nullable String value = values.get(name);
      if (value == null || value.isEmpty()) {
        value = matcher.group(2);
      }
      if (value == null) {
        throw NslException.config(
            where
                + ": ${"
                + name
                + "} has no value: set it in the environment or with --set="
                + name
                + "=…"
                + NearestName.hint(name, given.keySet()));
      }
      matcher.appendReplacement(replaced, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(replaced).toString();
  }
}
