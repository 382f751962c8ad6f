package org.beamnsl.core.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sets the level of the simple logger, which reads it when the first logger is made. */
final class LogLevels {
  private static final String PROPERTY = "org.slf4j.simpleLogger.defaultLogLevel";

  private LogLevels() {}

  /**
   * Sets the level that the command line or the environment names, before anything that makes
   * loggers is asked for its flags. A value that is no level is left for the flags' own check.
   */
  static void preset(List<String> args, Map<String, String> environment) {
    String text = environment.getOrDefault(FlagSources.environmentName("logLevel"), "warn");
    for (String arg : args) {
      if (arg.startsWith("--logLevel=") || arg.startsWith("--log_level=")) {
        text = arg.substring(arg.indexOf('=') + 1);
      }
    }
    for (CommonFlags.LogLevel level : CommonFlags.LogLevel.values()) {
      if (level.name().equalsIgnoreCase(text.strip())) {
        set(level);
      }
    }
  }

  static void set(CommonFlags.LogLevel level) {
    System.setProperty(PROPERTY, level.name().toLowerCase(Locale.ROOT));
  }
}
