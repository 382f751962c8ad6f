package org.beamnsl.core.lineage;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.NamedPath;
import org.jspecify.annotations.Nullable;

/**
 * Tells of one run of a command: its start when it is made, its end once. That an event does not
 * arrive is said on standard error and keeps no command from its work.
 */
public final class CommandLineage implements AutoCloseable {
  /** The environment variable that names where events go, as the flag {@code --openLineage}. */
  public static final String TARGET = "NSL_OPEN_LINEAGE";

  /** The environment variable that names the run which a run belongs to. */
  public static final String PARENT = "OPENLINEAGE_PARENT_ID";

  /** The environment variable with another name for the job than the command's. */
  public static final String JOB = "OPENLINEAGE_JOB_NAME";

  /** Tells nobody. */
  public static final CommandLineage NONE =
      new CommandLineage(null, "", "", null, UnaryOperator.identity(), System.err);

  private final @Nullable LineageSink sink;
  private final String target;
  private final String job;
  private final @Nullable String parent;
  private final UnaryOperator<String> mask;
  private final PrintStream err;
  private final UUID run;
  private final Map<String, DataPlace> inputs = new LinkedHashMap<>();
  private final Map<String, DataPlace> outputs = new LinkedHashMap<>();

  private CommandLineage(
      @Nullable LineageSink sink,
      String target,
      String job,
      @Nullable String parent,
      UnaryOperator<String> mask,
      PrintStream err) {
    this.sink = sink;
    this.target = target;
    this.job = job;
    this.parent = parent;
    this.mask = mask;
    this.err = err;
    this.run = sink == null ? new UUID(0, 0) : sink.newRun();
  }

  /**
   * A run that begins now, of a job of this name unless the environment has another.
   *
   * @param target where events go
   * @param mask hides secrets in what is sent
   * @param err where it is said that an event did not arrive
   * @throws NslException (78) when the module that sends events is not on the class path, (64) for
   *     a target that it cannot send to
   */
  public static CommandLineage open(
      String target,
      Map<String, String> environment,
      String job,
      UnaryOperator<String> mask,
      PrintStream err) {
    LineageProvider provider =
        ServiceLoader.load(LineageProvider.class, CommandLineage.class.getClassLoader())
            .findFirst()
            .orElseThrow(
                () ->
                    NslException.config(
                        "--openLineage: the lineage module is not on the class path; ./nsl puts it"
                            + " there"));
    return new CommandLineage(
        provider.open(target, environment),
        target,
        environment.getOrDefault(JOB, job),
        environment.get(PARENT),
        mask,
        err);
  }

  /** The run reads what {@code text} names, as an input flag takes it. */
  public void reads(String text) {
    NamedPath.in(text).forEach(part -> note(inputs, part.path()));
  }

  /** The run writes to {@code path}. */
  public void writes(String path) {
    note(outputs, path);
  }

  private void note(Map<String, DataPlace> places, String path) {
    if (sink != null) {
      places.put(path, DataPlace.named(path));
    }
  }

  /** The run has begun, and what it reads and writes is known as far as flags say it. */
  public void started() {
    look(inputs);
    send(RunEvent.Kind.START, "");
  }

  /** The run ended well. */
  public void completed() {
    look(inputs);
    look(outputs);
    send(RunEvent.Kind.COMPLETE, "");
  }

  /** The run goes on elsewhere; nobody will tell of its end. */
  public void leftRunning() {
    send(RunEvent.Kind.RUNNING, "");
  }

  /** The run failed, for this reason. */
  public void failed(String reason) {
    look(inputs);
    send(RunEvent.Kind.FAIL, reason);
  }

  /** What a command that runs as a part of this run is given as further environment. */
  public Map<String, String> environmentOf(String part) {
    return sink == null
        ? Map.of()
        : Map.of(
            TARGET,
            target,
            PARENT,
            sink.idOf(event(RunEvent.Kind.START, "")),
            JOB,
            job + "." + part);
  }

  private void look(Map<String, DataPlace> places) {
    places.replaceAll(
        (path, before) -> {
          try {
            return DataPlace.at(path);
          } catch (IOException | NslException e) {
            return before; // the event still names it; what is wrong with it is the command's to
            // say
          }
        });
  }

  private RunEvent event(RunEvent.Kind kind, String failure) {
    return new RunEvent(
        kind,
        run,
        job,
        parent,
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        different(inputs),
        different(outputs),
        failure);
  }

  /** Two splits of one artifact are one place. */
  private List<DataPlace> different(Map<String, DataPlace> places) {
    Map<String, DataPlace> named = new LinkedHashMap<>();
    places.values().forEach(place -> named.putIfAbsent(place.path(), place.masked(mask)));
    return List.copyOf(named.values());
  }

  private void send(RunEvent.Kind kind, String failure) {
    if (sink == null) {
      return;
    }
    try {
      sink.send(event(kind, mask.apply(failure)));
    } catch (IOException e) {
      err.println(
          mask.apply("openLineage: " + target + " did not take an event: " + e.getMessage()));
    }
  }

  @Override
  public void close() {
    if (sink != null) {
      sink.close();
    }
  }
}
