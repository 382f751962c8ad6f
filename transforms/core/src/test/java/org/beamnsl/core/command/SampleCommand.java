package org.beamnsl.core.command;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.jspecify.annotations.Nullable;

/** A command that prints the options it was given. */
final class SampleCommand implements Command<SampleCommand.Options> {
  static final EngineFlags ENGINE = new EngineFlags(Set.of("runner", "parallelism"));

  enum Norm {
    L2,
    INFINITY,
    GRAPH__ADVERSARIAL,
    VIRTUAL_ADVERSARIAL
  }

  record Options(
      @Flag(value = "what to read", required = true, kind = Flag.Kind.INPUT) String input,
      @Flag(value = "cosine, in [-1, 1]", defaultValue = "0.8") double similarityThreshold,
      @Flag("how many neighbours, unlimited when absent") @Nullable Integer maxNeighbors,
      @Flag(value = "layer sizes", defaultValue = "50,50") List<Integer> hidden,
      @Flag(value = "norm of the step", defaultValue = "l2") Norm norm,
      @Flag(value = "replace the output", defaultValue = "false", kind = Flag.Kind.VOLATILE)
          boolean overwrite) {}

  private final RuntimeException failure;

  SampleCommand() {
    this(new NslException(ExitCode.DONE, ""));
  }

  SampleCommand(RuntimeException failure) {
    this.failure = failure;
  }

  @Override
  public String name() {
    return "sample";
  }

  @Override
  public String summary() {
    return "print the options";
  }

  @Override
  public List<String> examples() {
    return List.of("sample --input=x");
  }

  @Override
  public Class<Options> optionsType() {
    return Options.class;
  }

  @Override
  public boolean acceptsEngineFlags() {
    return true;
  }

  @Override
  public String memoryAdvice() {
    return "a smaller --maxNeighbors takes less";
  }

  @Override
  public Map<String, String> aliases() {
    return Map.of("max_nbrs", "maxNeighbors");
  }

  @Override
  public ExitCode run(Options options, CommandContext context) {
    if (!(failure instanceof NslException known && known.exitCode() == ExitCode.DONE)) {
      throw failure;
    }
    context.out().println(options);
    context.out().println(context.dataOptions());
    context.out().println(context.engineArguments());
    return ExitCode.DONE;
  }
}
