package org.beamnsl.pipelines.workflow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.beamnsl.core.command.Secrets;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;
import org.jspecify.annotations.Nullable;

/** One run of a workflow, under the lock of its root. */
final class WorkflowRun {
  static final String EXECUTED = "executed";
  static final String UP_TO_DATE = "up to date";
  static final String FAILED = "failed";

  /** Commands whose results a person wants to see at the end of a run. */
  private static final Set<String> TELLING = Set.of("evaluate", "push", "report");

  /**
   * How a run ended.
   *
   * @param exitCode done, not blessed, or the code of the stage that failed
   * @param record what became of each stage
   * @param results what stages printed as their results, in order
   */
  record Outcome(ExitCode exitCode, RunRecord record, List<String> results) {}

  /** A process that a signal ended has this exit status plus the signal's number. */
  private static final int SIGNALLED = 128;

  private static final int KILL = 9;
  private final Workflow workflow;
  private final CommandCatalog catalog;
  private final Planner planner;
  private final StageRunner runner;
  private final RunDisplay display;
  private final Selection selection;
  private final Secrets secrets;
  private final RunLock lock;
  private final List<String> results = new ArrayList<>();
  private RunRecord record;
  private ExitCode exitCode = ExitCode.DONE;

  WorkflowRun(
      Workflow workflow,
      CommandCatalog catalog,
      Planner planner,
      StageRunner runner,
      RunDisplay display,
      Selection selection,
      Secrets secrets,
      RunLock lock,
      RunRecord record) {
    this.workflow = workflow;
    this.catalog = catalog;
    this.planner = planner;
    this.runner = runner;
    this.display = display;
    this.selection = selection;
    this.secrets = secrets;
    this.lock = lock;
    this.record = record;
  }

  /** Runs the stages in order, until one fails. */
  Outcome execute() throws IOException, InterruptedException {
    StageOutputs.removeLeftovers(workflow);
    record.write(workflow.root());
    boolean told = false;
    try {
      Outcome outcome = stages();
      told = true;
      return outcome;
    } finally {
      if (!told && lockIsHeld()) {
        end(FAILED);
      }
    }
  }

  /** Without it the record is that of the run which took it over. */
  private boolean lockIsHeld() {
    try {
      lock.requireHeld();
      return true;
    } catch (NslException lost) {
      return false;
    }
  }

  private void end(String state) throws IOException {
    record = record.withState(state);
    record.write(workflow.root());
    RunSummary.of(record).write(workflow.root());
  }

  private Outcome stages() throws IOException, InterruptedException {
    for (int i = 0; i < workflow.stages().size(); i++) {
      Stage stage = workflow.stages().get(i);
      lock.requireHeld();
      ExitCode code = stage(i, stage);
      if (code == ExitCode.NOT_BLESSED) {
        exitCode = code;
      } else if (code != ExitCode.DONE) {
        end(FAILED);
        return new Outcome(code, record, results);
      }
    }
    end(exitCode == ExitCode.DONE ? RunRecord.DONE : RunRecord.NOT_BLESSED);
    return new Outcome(exitCode, record, results);
  }

  private ExitCode stage(int index, Stage stage) throws IOException, InterruptedException {
    boolean allowed = selection.allows(index, stage, workflow.stages().size());
    StagePlan plan = planner.plan(stage);
    Optional<Artifact> kept = StageOutputs.upToDate(plan);
    if (!allowed && kept.isEmpty()) {
      if (neededLater(index, stage)) {
        throw NslException.noInput(
            "stage '"
                + stage.name()
                + "' has no output that is up to date, and --from or --only leaves it out:"
                + " run it first");
      }
      return ExitCode.DONE;
    }
    display.begin(index + 1, stage);
    if (kept.isPresent() && !(allowed && selection.forces(index, stage))) {
      planner.finished(stage, kept.get());
      keep(plan, kept, UP_TO_DATE, 0);
      return notBlessed(kept.get()) ? ExitCode.NOT_BLESSED : ExitCode.DONE;
    }
    return run(plan);
  }

  private boolean neededLater(int index, Stage stage) {
    return workflow.stages().stream()
        .skip(index + 1L)
        .filter(later -> selection.only().isEmpty() || selection.only().contains(later.name()))
        .flatMap(later -> later.inputs().values().stream())
        .flatMap(List::stream)
        .anyMatch(reference -> reference.split("/", 2)[0].equals(stage.name()));
  }

  private ExitCode run(StagePlan plan) throws IOException, InterruptedException {
    Stage stage = plan.stage();
    plan.notes().forEach(display::note);
    StageOutputs.removeRemains(plan);
    long began = System.nanoTime();
    String log = Storages.join(workflow.root(), "logs/" + stage.name() + ".log");
    int status;
    List<String> errors;
    try (StageOutput output = new StageOutput(Storages.of(log).create(log), display, secrets)) {
      status =
          runner.run(stage.name(), plan.commandLine(), catalog.inTrainer(stage.command()), output);
      errors = output.complaint();
      if (TELLING.contains(stage.command())) {
        results.add(output.results());
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    Optional<Artifact> written = Artifact.at(plan.output());
    boolean notBlessed = status == ExitCode.NOT_BLESSED.status();
    if ((status == 0 || notBlessed) && written.isPresent()) {
      planner.finished(stage, written.get());
      keep(plan, written, EXECUTED, seconds);
      String checkpoints = Planner.checkpoints(workflow.root(), stage);
      Storages.of(checkpoints).delete(checkpoints);
      return notBlessed ? ExitCode.NOT_BLESSED : ExitCode.DONE;
    }
    keep(plan, Optional.empty(), FAILED, seconds);
    if (notBlessed) {
      return ExitCode.NOT_BLESSED;
    }
    errors.stream().filter(line -> !line.isBlank()).forEach(display::note);
    if (status > SIGNALLED && status != ExitCode.INTERRUPTED.status()) {
      display.note(
          "it was ended by signal "
              + (status - SIGNALLED)
              + (status - SIGNALLED == KILL ? ": perhaps the system ran out of memory" : ""));
    }
    display.note("log: " + log);
    if (status == 0) {
      throw new NslException(
          ExitCode.FAILED,
          "stage '" + stage.name() + "' ended well without writing " + plan.output());
    }
    return codeOf(status);
  }

  private static ExitCode codeOf(int status) {
    for (ExitCode code : ExitCode.values()) {
      if (code.status() == status) {
        return code;
      }
    }
    return ExitCode.FAILED;
  }

  private void keep(StagePlan plan, Optional<Artifact> artifact, String state, double seconds)
      throws IOException {
    RunRecord.StageRecord result =
        new RunRecord.StageRecord(
            plan.stage().name(),
            plan.stage().command(),
            plan.executionId(),
            plan.output(),
            state,
            Math.round(seconds * 1000) / 1000.0,
            artifact.map(each -> records(each.manifest())).orElse(-1L),
            new TreeMap<>(secrets.mask(plan.arguments())),
            plan.inputs(),
            artifact.map(each -> each.manifest().dataDigest()).orElse(""));
    record = record.with(result);
    record.write(workflow.root());
    display.end(plan.stage(), result);
  }

  private static long records(Manifest manifest) {
    @Nullable Long counted = manifest.counters().get("records");
    if (counted != null) {
      return counted;
    }
    long sum = manifest.files().stream().mapToLong(ManifestFile::records).filter(n -> n > 0).sum();
    return sum == 0 ? -1 : sum;
  }

  private static boolean notBlessed(Artifact artifact) {
    return Boolean.FALSE.equals(artifact.manifest().details().get("pushed"));
  }
}
