package org.beamnsl.core.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the values of a command's flags from their sources. Precedence: command line, environment
 * ({@code NSL_SIMILARITY_THRESHOLD} for {@code --similarityThreshold}), YAML file, default.
 */
final class FlagSources {
  /** The values found: the command's, the common ones, and the engine's flags as typed. */
  record Values(Map<String, String> own, CommonFlags common, List<String> engine) {}

  private final Command<?> command;
  private final Supplier<EngineFlags> engineFlags;
  private @Nullable EngineFlags ofEngine;
  private final Map<String, String> canonical = new HashMap<>();
  private final Set<String> lists = new HashSet<>();

  FlagSources(Command<?> command, Supplier<EngineFlags> engineFlags) {
    this.command = command;
    this.engineFlags = command.acceptsEngineFlags() ? engineFlags : () -> EngineFlags.NONE;
    List<FlagSpec> known = new ArrayList<>(CommonFlags.TYPE.flags());
    known.addAll(OptionsType.of(command.optionsType()).flags());
    for (FlagSpec flag : known) {
      canonical.put(flag.name(), flag.name());
      if (flag.list()) {
        lists.add(flag.name());
      }
      canonical.put(snakeCase(flag.name()), flag.name());
    }
    canonical.putAll(command.aliases());
  }

  Values gather(List<String> args, Map<String, String> environment) {
    Arguments arguments = Arguments.parse(args, lists);
    Map<String, String> typed = new LinkedHashMap<>();
    if (!arguments.positional().isEmpty()) {
      typed.putAll(command.positional(arguments.positional()));
    }
    List<String> engine = new ArrayList<>();
    arguments.flags().forEach((name, value) -> put(typed, engine, name, value, ExitCode.USAGE));
    Map<String, String> values = new TreeMap<>();
    @Nullable String config = configFile(typed, environment);
    if (config != null) {
      YamlFlags.read(config)
          .forEach((name, value) -> put(values, engine, name, value, ExitCode.CONFIG));
    }
    for (String name : canonical.values()) {
      @Nullable String value = environment.get(environmentName(name));
      if (value != null) {
        values.put(name, value);
      }
    }
    values.putAll(typed);
    CommonFlags common = CommonFlags.TYPE.bind(values);
    if (!command.ownsConfig()) {
      values.remove("config");
    }
    return new Values(values, common, List.copyOf(engine));
  }

  private @Nullable String configFile(Map<String, String> typed, Map<String, String> environment) {
    return command.ownsConfig()
        ? null
        : typed.getOrDefault("config", environment.get(environmentName("config")));
  }

  private void put(
      Map<String, String> into, List<String> engine, String name, String value, ExitCode unknown) {
    @Nullable String known = canonical.get(name);
    if (known != null) {
      if (into.containsKey(known)) {
        throw NslException.usage("--" + known + " is given twice");
      }
      into.put(known, value);
    } else if (engineNames().contains(name)) {
      engine.add("--" + name + "=" + value);
    } else {
      TreeSet<String> all = new TreeSet<>(canonical.values());
      all.addAll(engineNames());
      String typedName = unknown == ExitCode.USAGE ? "--" + name : name;
      throw new NslException(
          unknown,
          "unknown flag "
              + typedName
              + NearestName.hint(name, all)
              + " ('nsl help "
              + command.name()
              + "' lists the flags)");
    }
  }

  /** Asked for when there is a flag that is not the command's: an engine takes long to answer. */
  private Set<String> engineNames() {
    if (ofEngine == null) {
      ofEngine = engineFlags.get();
    }
    return ofEngine.names();
  }

  static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  static String environmentName(String name) {
    return "NSL_" + snakeCase(name).toUpperCase(Locale.ROOT);
  }
}
