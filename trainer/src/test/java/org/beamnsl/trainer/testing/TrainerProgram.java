package org.beamnsl.trainer.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.command.CommandLineProgram;
import org.beamnsl.core.command.EngineFlags;
import org.beamnsl.trainer.Main;

/** The trainer's command line over one folder; {@code @name} in a flag is a file of the folder. */
public final class TrainerProgram {
  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  public TrainerProgram(Path folder) {
    this.folder = folder;
  }

  /** Runs a command and returns its exit status. */
  public int run(String command, String... flags) {
    List<String> args = new ArrayList<>(List.of(command, "--progress=none"));
    for (String flag : flags) {
      args.add(flag.replace("@", folder + "/"));
    }
    out.reset();
    err.reset();
    return new CommandLineProgram(Main.commands(), EngineFlags.NONE)
        .run(args, stream(out), stream(err), Map.of());
  }

  /** Trains a small perceptron on {@code train.gz}; {@code more} overrides and adds flags. */
  public int train(String output, String... more) {
    Map<String, String> flags = new LinkedHashMap<>();
    flags.put("--train", "@train.gz");
    flags.put("--output", "@" + output);
    flags.put("--feature", "x");
    flags.put("--hidden", "8");
    flags.put("--batch", "16");
    flags.put("--epochs", "3");
    flags.put("--learningRate", "0.01");
    for (String flag : more) {
      int equals = flag.indexOf('=');
      flags.put(flag.substring(0, equals), flag.substring(equals + 1));
    }
    return run(
        "train",
        flags.entrySet().stream()
            .map(flag -> flag.getKey() + "=" + flag.getValue())
            .toArray(String[]::new));
  }

  /** What the last command printed. */
  public String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What the last command said on standard error. */
  public String messages() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** A JSON file of the folder. */
  public JsonNode json(String file) throws IOException {
    return new JsonMapper().readTree(folder.resolve(file).toFile());
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
