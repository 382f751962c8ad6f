package org.beamnsl.pipelines.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagSpec;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Inputs;

/**
 * A workflow file, read and checked.
 *
 * @param file its name
 * @param root the folder that everything is written under
 * @param stages in the order in which they run
 */
record Workflow(String file, String root, List<Stage> stages) {
  List<String> names() {
    return stages.stream().map(Stage::name).toList();
  }

  Optional<Stage> stage(String name) {
    return stages.stream().filter(stage -> stage.name().equals(name)).findFirst();
  }

  /** Whether an input names files, not the output of a stage. */
  boolean isPath(String reference) {
    return stage(reference.split("/", 2)[0]).isEmpty()
        && EarlierRuns.Reference.in(reference).isEmpty();
  }

  /**
   * The workflow with the spans and versions of its inputs settled, so that all stages read the
   * same ones, whatever arrives meanwhile.
   *
   * @param span the span that counts as the newest; by default the newest
   * @throws NslException (66) when there is no such span, (64) when {@code span} is given and no
   *     input has spans
   */
  Workflow at(OptionalLong span) {
    List<Stage> settled = stages.stream().map(stage -> at(stage, span)).toList();
    if (span.isPresent() && settled.equals(stages)) {
      throw NslException.usage(
          "--span=" + span.getAsLong() + ": no input of " + file + " names {SPAN}");
    }
    return new Workflow(file, root, settled);
  }

  private Stage at(Stage stage, OptionalLong span) {
    Map<String, String> options = new LinkedHashMap<>(stage.options());
    for (FlagSpec flag : stage.spec().flags()) {
      if (flag.kind() == Flag.Kind.INPUT) {
        options.computeIfPresent(flag.name(), (name, text) -> settled(stage, name, text, span));
      }
    }
    Map<String, List<String>> inputs = new LinkedHashMap<>();
    stage
        .inputs()
        .forEach(
            (role, references) ->
                inputs.put(
                    role,
                    references.stream()
                        .map(text -> isPath(text) ? settled(stage, role, text, span) : text)
                        .toList()));
    return new Stage(stage.name(), stage.spec(), inputs, options, stage.line());
  }

  private static String settled(Stage stage, String flag, String text, OptionalLong span) {
    try {
      return Inputs.withoutPlaceholders(flag, text, span);
    } catch (NslException e) {
      throw new NslException(e.exitCode(), "stage '" + stage.name() + "': " + e.getMessage(), e);
    }
  }
}
