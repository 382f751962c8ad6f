package org.beamnsl.pipelines.workflow;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.storage.Storage;
import org.beamnsl.core.storage.Storages;
import org.jspecify.annotations.Nullable;

/**
 * The lineage of a run, as {@code run.json} under its root keeps it. It tells what happened and is
 * not part of any artifact.
 *
 * @param workflow the workflow file
 * @param version the version of this software
 * @param started when it began, in ISO 8601
 * @param state {@code running}, {@code done}, {@code not blessed} or {@code failed}
 * @param sources the digest of the workflow as resolved and of everything it reads from outside
 * @param earlier what the run took over from those before it
 * @param stages what became of each stage so far, in order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunRecord(
    String workflow,
    String version,
    String started,
    String state,
    String sources,
    EarlierRuns earlier,
    List<StageRecord> stages) {
  /** The state of a run that came to its end. */
  public static final String DONE = "done";

  /** The state of a run that came to its end and pushed nothing. */
  public static final String NOT_BLESSED = "not blessed";

  private static final String NAME = "run.json";
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * What became of one stage.
   *
   * @param name its name
   * @param command what it ran
   * @param executionId the key of its output
   * @param output the folder of its artifact
   * @param state {@code executed}, {@code up to date} or {@code failed}
   * @param seconds how long it took
   * @param records how many records it wrote, −1 when not known
   * @param options the arguments it was run with
   * @param inputs digest of each input by flag
   * @param outputDigest the digest of the data it wrote
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record StageRecord(
      String name,
      String command,
      String executionId,
      String output,
      String state,
      double seconds,
      long records,
      SortedMap<String, String> options,
      SortedMap<String, String> inputs,
      String outputDigest) {}

  /** Copies the list; records of older versions say nothing of earlier runs. */
  public RunRecord(
      String workflow,
      String version,
      String started,
      String state,
      String sources,
      @Nullable EarlierRuns earlier,
      List<StageRecord> stages) {
    this.workflow = workflow;
    this.version = version;
    this.started = started;
    this.state = state;
    this.sources = sources;
    this.earlier = earlier == null ? EarlierRuns.NONE : earlier;
    this.stages = List.copyOf(stages);
  }

  /** Where the record of a root lies. */
  public static String path(String root) {
    return Storages.join(root, NAME);
  }

  /** The record of the last run under {@code root}, when there is one. */
  public static Optional<RunRecord> read(String root) throws IOException {
    return readFile(path(root));
  }

  /**
   * The record in a file, when it exists.
   *
   * @throws NslException (65) when it is not a record of a run
   */
  public static Optional<RunRecord> readFile(String path) throws IOException {
    Storage storage = Storages.of(path);
    if (storage.stat(path).isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = storage.open(path)) {
      return Optional.of(JSON.readValue(in, RunRecord.class));
    } catch (JacksonException e) {
      throw NslException.badData(path + ": not the record of a run: " + e.getOriginalMessage());
    }
  }

  RunRecord with(StageRecord stage) {
    List<StageRecord> more = new ArrayList<>(stages);
    more.add(stage);
    return new RunRecord(workflow, version, started, state, sources, earlier, more);
  }

  RunRecord withState(String newState) {
    return new RunRecord(workflow, version, started, newState, sources, earlier, stages);
  }

  void write(String root) throws IOException {
    Storages.write(path(root), JSON.writeValueAsBytes(this));
  }
}
