package org.beamnsl.pipelines.workflow;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagSpec;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow says and what it reads from outside of its root. Looking at all of it shows a
 * missing file before the first stage runs.
 */
record Sources(Workflow workflow, InputDigests digests) {
  /** The digest of the workflow as resolved and of everything it reads from outside. */
  String digest() {
    Sha256 digest = new Sha256();
    for (Stage stage : workflow.stages()) {
      digest.update(
          stage.name() + '\0' + stage.command() + '\0' + stage.inputs() + stage.options() + '\n');
    }
    external().forEach((flag, value) -> digest.update(flag + '\0' + value + '\n'));
    return digest.hex();
  }

  private SortedMap<String, String> external() {
    SortedMap<String, String> found = new TreeMap<>();
    for (Stage stage : workflow.stages()) {
      for (FlagSpec flag : stage.spec().flags()) {
        @Nullable String text = stage.options().get(flag.name());
        if (text != null && flag.kind() == Flag.Kind.INPUT && outside(text)) {
          found.put(stage.name() + "." + flag.name(), digest(stage, flag.name(), text));
        }
      }
      for (Map.Entry<String, List<String>> role : stage.inputs().entrySet()) {
        for (String reference : role.getValue()) {
          if (workflow.isPath(reference) && outside(reference)) {
            found.put(
                stage.name() + "." + role.getKey() + "." + reference,
                digest(stage, role.getKey(), reference));
          }
        }
      }
    }
    return found;
  }

  private boolean outside(String text) {
    return !text.contains(workflow.root());
  }

  private String digest(Stage stage, String flag, String text) {
    try {
      return digests.of(flag, text);
    } catch (NslException e) {
      throw new NslException(e.exitCode(), "stage '" + stage.name() + "': " + e.getMessage(), e);
    }
  }
}
