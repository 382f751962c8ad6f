package org.beamnsl.pipelines.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * A stage made ready to run.
 *
 * @param stage the stage
 * @param executionId the first 16 hex digits of the digest of all that its data depends on
 * @param output the folder it writes
 * @param arguments texts by flag name, without {@code output}
 * @param inputs digest of each input, by flag name
 * @param notes what a person should know of how it was planned
 */
record StagePlan(
    Stage stage,
    String executionId,
    String output,
    SortedMap<String, String> arguments,
    SortedMap<String, String> inputs,
    List<String> notes) {
  /** The command line. */
  List<String> commandLine() {
    List<String> line = new ArrayList<>();
    line.add(stage.command());
    arguments.forEach((flag, text) -> line.add("--" + flag + "=" + text));
    line.add("--output=" + output);
    return line;
  }
}
