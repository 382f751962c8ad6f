package org.beamnsl.pipelines.spec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.command.CommandSpec;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.storage.Storages;
import org.jspecify.annotations.Nullable;

/** Describes commands for orchestrators, from the same flags that the command line takes. */
public final class SpecCommand implements Command<SpecCommand.Options> {
  private final Supplier<List<CommandSpec>> specs;

  /** Its flags. */
  public record Options(
      @Flag(value = "the language of the description", required = true) SpecTarget target,
      @Flag("commands to describe; all that can run there when absent") List<String> command,
      @Flag(
              value = "folder to write one file per command into; standard output when absent",
              kind = Flag.Kind.OUTPUT)
          @Nullable String output,
      @Flag(value = "container image of the Beam side", defaultValue = "beam-nsl/pipelines:0.1.0")
          String pipelinesImage,
      @Flag(value = "container image of the trainer", defaultValue = "beam-nsl/trainer:0.1.0")
          String trainerImage,
      @Flag(value = "version of Flink, major.minor", defaultValue = "1.19") String flinkVersion) {}

  /**
   * A command that describes others.
   *
   * @param specs the commands of all bundles; asked once per run, since it may start a process
   */
  public SpecCommand(Supplier<List<CommandSpec>> specs) {
    this.specs = specs;
  }

  @Override
  public String name() {
    return "spec";
  }

  @Override
  public String summary() {
    return "describe commands for Kubeflow Pipelines, Airflow, Flink on Kubernetes or Dataflow";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "spec --target=kfp --command=build-graph", "spec --target=flex --output=templates");
  }

  @Override
  public Class<Options> optionsType() {
    return Options.class;
  }

  @Override
  public ExitCode run(Options options, CommandContext context) throws IOException {
    SpecPlace place =
        new SpecPlace(options.pipelinesImage(), options.trainerImage(), options.flinkVersion());
    SpecTarget target = options.target();
    for (CommandSpec command : chosen(options)) {
      String text = target.describe(command, place);
      @Nullable String folder = options.output();
      if (folder == null) {
        context.out().print(text);
      } else {
        write(Storages.join(folder, command.name() + "." + target.extension()), text);
      }
    }
    return ExitCode.DONE;
  }

  private List<CommandSpec> chosen(Options options) {
    List<CommandSpec> able =
        specs.get().stream().filter(SpecCommand::isStage).filter(options.target()::takes).toList();
    if (options.command().isEmpty()) {
      return able;
    }
    return options.command().stream().map(name -> find(able, name, options.target())).toList();
  }

  private static CommandSpec find(List<CommandSpec> able, String name, SpecTarget target) {
    return able.stream()
        .filter(spec -> spec.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                NslException.usage(
                    "--command="
                        + name
                        + ": expected one that can run there: "
                        + able.stream().map(CommandSpec::name).toList()
                        + " for --target="
                        + target.name().toLowerCase(Locale.ROOT)));
  }

  /** A command that reads files and writes an artifact, and so can be a task of a pipeline. */
  private static boolean isStage(CommandSpec spec) {
    boolean writes = spec.flags().stream().anyMatch(flag -> flag.kind() == Flag.Kind.OUTPUT);
    boolean reads = spec.flags().stream().anyMatch(flag -> flag.kind() == Flag.Kind.INPUT);
    return writes && reads;
  }

  private static void write(String path, String text) throws IOException {
    try (OutputStream out = Storages.of(path).create(path)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw NslException.cannotWrite("--output: " + path + ": " + e.getMessage(), e);
    }
  }
}
