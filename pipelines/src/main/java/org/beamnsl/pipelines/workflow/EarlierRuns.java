package org.beamnsl.pipelines.workflow;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagSpec;
import org.beamnsl.core.manifest.ServedModel;
import org.jspecify.annotations.Nullable;

/**
 * What a run takes over from those before it. It is settled when a run begins and stays the same
 * when that run is started again, so that a run that was killed goes on where it was.
 *
 * @param previous the output of each stage in the last run that came to its end, by stage
 * @param blessed the output of each stage in the last run whose model was blessed, by stage
 * @param serving the version that was in service when the run began, by the folder as written
 */
public record EarlierRuns(
    SortedMap<String, String> previous,
    SortedMap<String, String> blessed,
    SortedMap<String, String> serving) {
  /** No run before. */
  static final EarlierRuns NONE =
      new EarlierRuns(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

  private static final Pattern REFERENCE =
      Pattern.compile("(previous|blessed):([A-Za-z][A-Za-z0-9_-]*)((?:/[^/]+)?)");

  /** Copies the maps. */
  public EarlierRuns {
    previous = new TreeMap<>(previous);
    blessed = new TreeMap<>(blessed);
    serving = new TreeMap<>(serving);
  }

  /**
   * A reference to the output of an earlier run: {@code previous:stage}, {@code blessed:stage},
   * with {@code /split} at its end for one split.
   *
   * @param blessed whether the last blessed run is meant
   * @param split with its slash, or empty
   */
  record Reference(boolean blessed, String stage, String split) {
    static Optional<Reference> in(String text) {
      Matcher matcher = REFERENCE.matcher(text);
      return matcher.matches()
          ? Optional.of(
              new Reference(matcher.group(1).equals("blessed"), matcher.group(2), matcher.group(3)))
          : Optional.empty();
    }
  }

  /**
   * What a run begins with.
   *
   * @param last the record of the run before
   * @param sources the digest of what the run reads: when it is that of {@code last}, this is the
   *     same run again
   */
  static EarlierRuns before(Workflow workflow, Optional<RunRecord> last, String sources)
      throws IOException {
    if (last.isEmpty()) {
      return NONE.with(workflow, Map.of());
    }
    EarlierRuns known = last.get().earlier();
    if (last.get().sources().equals(sources)) {
      return known.with(workflow, known.serving());
    }
    SortedMap<String, String> outputs = new TreeMap<>();
    last.get().stages().forEach(stage -> outputs.put(stage.name(), stage.output()));
    boolean done = last.get().state().equals(RunRecord.DONE);
    boolean ended = done || last.get().state().equals(RunRecord.NOT_BLESSED);
    return new EarlierRuns(
            ended ? outputs : known.previous(), done ? outputs : known.blessed(), known.serving())
        .with(workflow, Map.of());
  }

  /** Settles what is in service; what {@code settled} says holds while it is there. */
  private EarlierRuns with(Workflow workflow, Map<String, String> settled) throws IOException {
    SortedMap<String, String> pinned = new TreeMap<>();
    for (Stage stage : workflow.stages()) {
      for (FlagSpec flag : stage.spec().flags()) {
        @Nullable String folder = stage.options().get(flag.name());
        if (flag.kind() == Flag.Kind.SERVED && folder != null) {
          @Nullable String before = settled.get(folder);
          pinned.put(
              folder,
              before != null && holds(flag.name(), before)
                  ? before
                  : ServedModel.pinned(flag.name(), folder));
        }
      }
    }
    return new EarlierRuns(previous, blessed, pinned);
  }

  private static boolean holds(String flag, String version) throws IOException {
    return version.equals(ServedModel.pinned(flag, version))
        && (version.endsWith("/0") || ServedModel.find(flag, version).isPresent());
  }

  /** The folder that a reference means, when there is such a run. */
  @JsonIgnore
  Optional<String> output(Reference reference) {
    return Optional.ofNullable((reference.blessed() ? blessed : previous).get(reference.stage()));
  }
}
