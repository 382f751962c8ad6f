package org.beamnsl.pipelines.readme;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.OptionsType;
import org.beamnsl.pipelines.Main;
import org.junit.jupiter.api.Test;

/** Every command line of the README names flags that exist, with values that they take. */
final class ReadmeCommandsTest {
  private static List<String> commandLines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("../README.md"))) {
      if (line.startsWith("./nsl ")) {
        lines.add(line.replaceFirst("\\s+#.*", "").substring("./nsl ".length()).strip());
      }
    }
    return lines;
  }

  @Test
  void everyFlagExistsAndTakesItsValue() throws IOException {
    Map<String, Command<?>> commands = new HashMap<>();
    Main.commands().forEach(command -> commands.put(command.name(), command));
    TreeSet<String> checked = new TreeSet<>();
    for (String line : commandLines()) {
      List<String> words = List.of(line.split("\\s+"));
      Command<?> command = commands.get(words.get(0));
      if (command != null) {
        check(command, words.subList(1, words.size()));
        checked.add(command.name());
      } else {
        assertWithMessage(line).that(words.get(0)).isEqualTo("train");
      }
    }
    assertThat(checked)
        .containsAtLeast("quickstart", "ingest", "embed", "build-graph", "pack-nbrs", "run");
  }

  private static void check(Command<?> command, List<String> flags) {
    OptionsType<?> type = OptionsType.of(command.optionsType());
    Map<String, String> values = new HashMap<>();
    for (String flag : flags) {
      int equals = flag.indexOf('=');
      values.put(flag.substring(2, equals), flag.substring(equals + 1));
    }
    TreeSet<String> known = new TreeSet<>();
    type.flags().forEach(flag -> known.add(flag.name()));
    assertWithMessage("flags of " + command.name())
        .that(known)
        .containsAtLeastElementsIn(values.keySet());
    assertThat(type.bind(values)).isNotNull();
  }
}
