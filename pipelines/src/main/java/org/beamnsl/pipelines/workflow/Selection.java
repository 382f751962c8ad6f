package org.beamnsl.pipelines.workflow;

import java.util.List;
import org.beamnsl.core.command.NearestName;
import org.beamnsl.core.failure.NslException;
import org.jspecify.annotations.Nullable;

/**
 * Which stages a run may execute.
 *
 * @param first the index of the first stage that runs again whatever the state of its output; the
 *     number of stages for none
 * @param only the names of the stages that may run; empty for all
 */
record Selection(int first, List<String> only) {
  /**
   * Reads {@code --from} and {@code --only}.
   *
   * @throws NslException (64) for a name that is no stage
   */
  static Selection of(Workflow workflow, @Nullable String from, List<String> only) {
    List<String> names = workflow.names();
    only.forEach(name -> check("only", name, names));
    if (from == null) {
      return new Selection(names.size(), List.copyOf(only));
    }
    check("from", from, names);
    return new Selection(names.indexOf(from), List.copyOf(only));
  }

  private static void check(String flag, String name, List<String> names) {
    if (!names.contains(name)) {
      throw NslException.usage(
          "--"
              + flag
              + "="
              + name
              + ": no such stage"
              + NearestName.hint(name, names)
              + " (stages: "
              + String.join(", ", names)
              + ")");
    }
  }

  /** Whether the stage at {@code index} runs although its output is up to date. */
  boolean forces(int index, Stage stage) {
    return index >= first && (only.isEmpty() || only.contains(stage.name()));
  }

  /** Whether the stage at {@code index} may run at all. */
  boolean allows(int index, Stage stage, int stages) {
    boolean afterFrom = first == stages || index >= first;
    return afterFrom && (only.isEmpty() || only.contains(stage.name()));
  }
}
