package org.beamnsl.pipelines.workflow;

import java.util.List;
import java.util.Map;
import org.beamnsl.core.command.CommandSpec;

/**
 * One stage of a workflow file.
 *
 * @param name its name, also a folder name
 * @param spec the command it runs
 * @param inputs references to stages, splits of stages, or paths, by role
 * @param options texts by flag name, as one would type them
 * @param line where it begins in the file
 */
record Stage(
    String name,
    CommandSpec spec,
    Map<String, List<String>> inputs,
    Map<String, String> options,
    int line) {
  String command() {
    return spec.name();
  }

  boolean hasFlag(String flag) {
    return spec.flags().stream().anyMatch(each -> each.name().equals(flag));
  }
}
