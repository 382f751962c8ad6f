package org.beamnsl.pipelines.workflow;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagSpec;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Sha256;
import org.beamnsl.core.storage.LocalStorage;
import org.beamnsl.core.storage.Storages;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow says and what it reads from outside of its root. Looking at all of it shows a
 * missing file before the first stage runs.
 */
record Sources(Workflow workflow, InputDigests digests) {
  private static final Pattern NAME = Pattern.compile("^\\s*[A-Za-z][A-Za-z0-9_.-]*=");

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
        if (text != null) {
          Optional<String> parts =
              flag.kind() == Flag.Kind.INPUT ? outside(text) : InputDigests.fileInOption(text);
          parts.ifPresent(
              each ->
                  found.put(
                      stage.name() + "." + flag.name(), new Source(stage, flag.name(), each)));
        }
      }
      for (Map.Entry<String, List<String>> role : stage.inputs().entrySet()) {
        for (String reference : role.getValue()) {
          Optional<String> parts =
              workflow.isPath(reference) ? outside(reference) : Optional.empty();
          parts.ifPresent(
              each ->
                  found.put(
                      stage.name() + "." + role.getKey() + "." + reference,
                      new Source(stage, role.getKey(), each)));
        }
      }
    }
    return found;
  }

  /** The parts of an input that lie elsewhere than under the root, which stages write to. */
  private Optional<String> outside(String text) {
    String parts =
        Arrays.stream(text.split("[;,]"))
            .filter(part -> !part.isBlank() && !underRoot(NAME.matcher(part).replaceFirst("")))
            .collect(Collectors.joining(","));
    return parts.isEmpty() ? Optional.empty() : Optional.of(parts);
  }

  private boolean underRoot(String path) {
    String place = place(path.strip());
    String root = place(workflow.root());
    return place.equals(root) || place.startsWith(root + "/");
  }

  private static String place(String path) {
    return Storages.of(path) instanceof LocalStorage
        ? LocalStorage.path(path).toAbsolutePath().normalize().toString()
        : Storages.trimSlash(path);
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
