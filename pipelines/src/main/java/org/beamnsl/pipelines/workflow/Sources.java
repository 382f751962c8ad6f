package org.beamnsl.pipelines.workflow;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
  /** What one flag of a stage, as it takes its text, reads from outside. */
  private record Source(Stage stage, String flag, String text) {}

  /** The digest of the workflow as resolved and of everything it reads from outside. */
  String digest() {
    Sha256 digest = new Sha256();
    for (Stage stage : workflow.stages()) {
      digest.update(
          stage.name() + '\0' + stage.command() + '\0' + stage.inputs() + stage.options() + '\n');
    }
    external().forEach((name, source) -> digest.update(name + '\0' + digest(source) + '\n'));
    return digest.hex();
  }

  /** The texts of input flags that name what lies outside, without repetition. */
  Set<String> texts() {
    return external().values().stream()
        .map(Source::text)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private SortedMap<String, Source> external() {
    SortedMap<String, Source> found = new TreeMap<>();
    for (Stage stage : workflow.stages()) {
      for (FlagSpec flag : stage.spec().flags()) {
        @Nullable String text = stage.options().get(flag.name());
        if (text != null && flag.kind() == Flag.Kind.INPUT && outside(text)) {
          found.put(stage.name() + "." + flag.name(), new Source(stage, flag.name(), text));
        }
      }
      for (Map.Entry<String, List<String>> role : stage.inputs().entrySet()) {
        for (String reference : role.getValue()) {
          if (workflow.isPath(reference) && outside(reference)) {
            found.put(
                stage.name() + "." + role.getKey() + "." + reference,
                new Source(stage, role.getKey(), reference));
          }
        }
      }
    }
    return found;
  }

  private boolean outside(String text) {
    return !text.contains(workflow.root());
  }

  private String digest(Source source) {
    try {
      return digests.of(source.flag(), source.text());
    } catch (NslException e) {
      throw new NslException(
          e.exitCode(), "stage '" + source.stage().name() + "': " + e.getMessage(), e);
    }
  }
}
