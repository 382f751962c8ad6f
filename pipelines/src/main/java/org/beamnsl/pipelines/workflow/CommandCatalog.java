package org.beamnsl.pipelines.workflow;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.beamnsl.core.command.CommandSpec;

/**
 * The commands that stages may run.
 *
 * @param here those of this program
 * @param trainer those of the trainer's bundle
 * @param engineFlags the flags of the data engine
 */
record CommandCatalog(
    List<CommandSpec> here, List<CommandSpec> trainer, Supplier<Set<String>> engineFlags) {
  /** The command of this name, when it can be a stage: it writes to {@code --output}. */
  Optional<CommandSpec> find(String name) {
    return stages().filter(spec -> spec.name().equals(name)).findFirst();
  }

  /** The names of all commands that can be a stage. */
  List<String> stageCommands() {
    return stages().map(CommandSpec::name).toList();
  }

  /** Whether the trainer's bundle holds the command. */
  boolean inTrainer(String name) {
    return trainer.stream().anyMatch(spec -> spec.name().equals(name));
  }

  private Stream<CommandSpec> stages() {
    return Stream.concat(here.stream(), trainer.stream())
        .filter(spec -> !spec.name().equals("quickstart"))
        .filter(spec -> spec.flags().stream().anyMatch(flag -> flag.name().equals("output")));
  }
}
