package org.beamnsl.core.command;

import java.util.Locale;

/** Sets the level of the simple logger, which reads it when the first logger is made. */
final class LogLevels {
  private static final String PROPERTY = "org.slf4j.simpleLogger.defaultLogLevel";

  private LogLevels() {}

  static void set(CommonFlags.LogLevel level) {
    System.setProperty(PROPERTY, level.name().toLowerCase(Locale.ROOT));
  }
}
