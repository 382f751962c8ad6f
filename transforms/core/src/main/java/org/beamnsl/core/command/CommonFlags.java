package org.beamnsl.core.command;

import org.jspecify.annotations.Nullable;

/** Flags that every command has. */
record CommonFlags(
    @Flag(value = "YAML file of flags: a map from flag names to values", kind = Flag.Kind.VOLATILE)
        @Nullable String config,
    @Flag(
            value = "how progress is told on standard error",
            defaultValue = "auto",
            kind = Flag.Kind.VOLATILE)
        Progress.Mode progress,
    @Flag(
            value = "what is logged on standard error: debug, info, warn or error",
            defaultValue = "warn",
            kind = Flag.Kind.VOLATILE)
        LogLevel logLevel,
    @Flag(
            value =
                "what serves paths with a scheme, such as hdfs://: beam, or hadoop, which also"
                    + " reads and writes records by its input and output formats",
            defaultValue = "beam",
            kind = Flag.Kind.VOLATILE)
        FileAccess io,
    @Flag(
            value =
                "a file, or the http(s) address of a service, that OpenLineage events of this run"
                    + " are sent to",
            kind = Flag.Kind.VOLATILE)
        @Nullable String openLineage) {
  /** What serves paths with a scheme. */
  enum FileAccess {
    BEAM,
    HADOOP
  }

  enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  static final OptionsType<CommonFlags> TYPE = OptionsType.of(CommonFlags.class);
}
