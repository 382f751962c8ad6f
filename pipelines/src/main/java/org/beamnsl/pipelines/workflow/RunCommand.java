package org.beamnsl.pipelines.workflow;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.command.CommandLineProgram;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.Secrets;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Version;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.pipelines.launch.TrainerBundle;
import org.jspecify.annotations.Nullable;

/** Runs a whole workflow from a YAML file and skips what is up to date. */
public final class RunCommand implements Command<RunCommand.Options> {
  /** The options of the command. */
  public record Options(
      @Flag(
              value = "the workflow file; docs/workflows.md describes it",
              required = true,
              kind = Flag.Kind.INPUT)
          String config,
      @Flag(
              value = "do nothing when neither the workflow nor what it reads has changed",
              defaultValue = "false",
              kind = Flag.Kind.VOLATILE)
          boolean ifChanged,
      @Flag(
              value =
                  "the span that counts as the newest wherever the workflow says {SPAN}; by default"
                      + " the newest",
              kind = Flag.Kind.VOLATILE)
          @Nullable Long span,
      @Flag(
              value = "check the workflow file and list its stages, but run nothing",
              defaultValue = "false",
              kind = Flag.Kind.VOLATILE)
          boolean dryRun,
      @Flag(
              value = "run this stage and all after it, also when they are up to date",
              kind = Flag.Kind.VOLATILE)
          @Nullable String from,
      @Flag(value = "run these stages only", kind = Flag.Kind.VOLATILE) List<String> only,
      @Flag(
              value = "variables (NAME=value) and options of stages (stage.option=value)",
              kind = Flag.Kind.VOLATILE)
          List<String> set) {}

  private final Supplier<CommandLineProgram> program;
  private final TrainerBundle trainer;
  private final Supplier<Set<String>> engineFlags;
  private final Map<String, String> environment;

  /**
   * The command.
   *
   * @param program this program, whose commands stages may run
   * @param trainer the other program
   * @param engineFlags the flags of the data engine, which stages may carry
   * @param environment for variables and flags
   */
  public RunCommand(
      Supplier<CommandLineProgram> program,
      TrainerBundle trainer,
      Supplier<Set<String>> engineFlags,
      Map<String, String> environment) {
    this.program = program;
    this.trainer = trainer;
    this.engineFlags = engineFlags;
    this.environment = environment;
  }

  @Override
  public String name() {
    return "run";
  }

  @Override
  public String summary() {
    return "run a whole workflow from a YAML file; what is up to date is skipped";
  }

  @Override
  public String details() {
    return """
    The file names a root folder and stages; each stage runs one command and writes one
    artifact, <root>/<stage>/<kind>/<execution id>/. The execution id is a digest of the
    command, the program, the options and the contents of the inputs: when an artifact with that
    id exists, the stage is skipped. A run that was stopped in whatever way goes on where it was
    when it is started again. <root>/run.json tells what became of each stage, <root>/logs/ what
    each of them said.
    """;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "run --config=examples/cora/cora.yaml --set=CORA=data/cora",
        "run --config=examples/cora/cora.yaml --set=graph.graphMultiplier=0.2",
        "run --config=examples/cora/cora.yaml --from=evaluation",
        "run --config=examples/cora/cora.yaml --dryRun",
        "run --config=daily.yaml --ifChanged",
        "run --config=daily.yaml --span=41");
  }

  @Override
  public Class<Options> optionsType() {
    return Options.class;
  }

  @Override
  public boolean ownsConfig() {
    return true;
  }

  @Override
  public String lineageJob(Options options) {
    return Storages.baseName(options.config()).replaceFirst("\\.ya?ml$", "");
  }

  private static void list(Workflow workflow, CommandContext context) {
    for (Stage stage : workflow.stages()) {
      context
          .out()
          .println(stage.name() + ": " + stage.command() + " " + String.join(" ", parts(stage)));
    }
  }

  private static List<String> parts(Stage stage) {
    List<String> parts = new ArrayList<>();
    stage.inputs().forEach((role, from) -> parts.add("--" + role + "=" + String.join(",", from)));
    stage.options().forEach((flag, value) -> parts.add("--" + flag + "=" + value));
    return parts;
  }

  @Override
  public ExitCode run(Options options, CommandContext context) throws Exception {
    CommandLineProgram here = program.get();
    CommandCatalog catalog = new CommandCatalog(here.specs(), trainer.specs(), engineFlags);
    Workflow written =
        WorkflowReader.read(options.config(), Settings.of(options.set()), catalog, environment);
    if (options.dryRun()) {
      list(written, context);
      return ExitCode.DONE;
    }
    Workflow workflow =
        written.at(options.span() == null ? OptionalLong.empty() : OptionalLong.of(options.span()));
    Selection selection = Selection.of(workflow, options.from(), options.only());
    try (RunLock lock = RunLock.take(workflow.root());
        RunDisplay display = new RunDisplay(context.err(), context.progress(), workflow.stages())) {
      InputDigests digests = new InputDigests();
      Sources outside = new Sources(workflow, digests);
      String sources = outside.digest();
      Optional<RunRecord> last = RunRecord.read(workflow.root());
      if (options.ifChanged() && last.isPresent() && unchanged(last.get(), sources)) {
        context.out().println("nothing to do: " + workflow.root() + " is up to date");
        return ExitCode.DONE;
      }
      EarlierRuns earlier = EarlierRuns.before(workflow, last, sources);
      Planner planner =
          new Planner(workflow, environment, bundleDigests(catalog), digests, earlier);
      RunRecord record =
          new RunRecord(
              options.config(),
              Version.current(),
              Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
              "running",
              sources,
              earlier,
              List.of());
      StageRunner runner = new StageRunner(here, trainer, environment, context.lineage());
      WorkflowRun run =
          new WorkflowRun(
              workflow,
              catalog,
              planner,
              runner,
              display,
              selection,
              Secrets.of(environment),
              lock,
              record);
      outside.texts().forEach(context.lineage()::reads);
      display.say(workflow.file() + " → " + workflow.root());
      return conclude(run, display, context, options);
    }
  }

  private static ExitCode conclude(
      WorkflowRun run, RunDisplay display, CommandContext context, Options options)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    WorkflowRun.Outcome outcome = run.execute();
    outcome.record().stages().stream()
        .filter(stage -> stage.state().equals(WorkflowRun.EXECUTED))
        .forEach(stage -> context.lineage().writes(stage.output()));
    display.summary(outcome.record().stages(), (System.nanoTime() - began) / 1e9);
    outcome.results().forEach(result -> context.out().print(result));
    if (outcome.exitCode() != ExitCode.DONE && outcome.exitCode() != ExitCode.NOT_BLESSED) {
      List<RunRecord.StageRecord> stages = outcome.record().stages();
      throw new NslException(
          outcome.exitCode(),
          "stage '"
              + stages.get(stages.size() - 1).name()
              + "' failed; what was done before is kept: once it is mended, ./nsl run --config="
              + options.config()
              + " goes on from there");
    }
    if (outcome.exitCode() == ExitCode.NOT_BLESSED) {
      display.say("the model was not blessed, so nothing was pushed (exit code 3)");
    }
    return outcome.exitCode();
  }

  private Map<String, String> bundleDigests(CommandCatalog catalog) {
    Map<String, String> digests = new HashMap<>();
    String here = BundleDigest.ofClassPath(System.getProperty("java.class.path", ""));
    catalog.here().forEach(spec -> digests.put(spec.name(), here));
    if (!catalog.trainer().isEmpty()) {
      String there = BundleDigest.ofFolder(trainer.folder());
      catalog.trainer().forEach(spec -> digests.put(spec.name(), there));
    }
    return digests;
  }

  private static boolean unchanged(RunRecord last, String sources) {
    return last.sources().equals(sources)
        && List.of(RunRecord.DONE, RunRecord.NOT_BLESSED).contains(last.state());
  }
}
