package org.beamnsl.pipelines.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.failure.NslException;

/**
 * What {@code --set} gives: variables ({@code NAME=value}) and options of stages ({@code
 * stage.option=value}).
 *
 * @param variables values by name
 * @param options values by {@code stage.option}
 */
record Settings(Map<String, String> variables, Map<String, String> options) {
  private static final String ASSIGNMENT = "[A-Za-z_][A-Za-z0-9_-]*(\\.[A-Za-z][A-Za-z0-9]*)?=.*";

  /**
   * Reads the parts of {@code --set}. A part that is no assignment continues the value before it:
   * {@code base.hidden=50,50} arrives in two parts.
   *
   * @throws NslException (64) for a first part that is no assignment
   */
  static Settings of(List<String> parts) {
    List<String> assignments = new ArrayList<>();
    for (String part : parts) {
      if (part.matches("(?s)" + ASSIGNMENT)) {
        assignments.add(part);
      } else if (assignments.isEmpty()) {
        throw NslException.usage("--set=" + part + ": expected NAME=value or stage.option=value");
      } else {
        assignments.add(assignments.remove(assignments.size() - 1) + "," + part);
      }
    }
    Map<String, String> variables = new LinkedHashMap<>();
    Map<String, String> options = new LinkedHashMap<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      String name = assignment.substring(0, equals);
      (name.contains(".") ? options : variables).put(name, assignment.substring(equals + 1));
    }
    return new Settings(variables, options);
  }
}
