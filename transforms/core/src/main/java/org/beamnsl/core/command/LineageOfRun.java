package org.beamnsl.core.command;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.lineage.CommandLineage;
import org.jspecify.annotations.Nullable;

/** Tells lineage what a command's flags name, and how the command ends. */
record LineageOfRun(CommandLineage lineage) implements AutoCloseable {
  /** Lineage of a run with these options, to the target among the common flags if there is one. */
  static <O extends Record> LineageOfRun of(
      Command<O> command, O options, CommonFlags common, PrintStream err, Map<String, String> env) {
    @Nullable String target = common.openLineage();
    if (target == null) {
      return new LineageOfRun(CommandLineage.NONE);
    }
    CommandLineage lineage =
        CommandLineage.open(target, env, command.lineageJob(options), Secrets.of(env)::mask, err);
    OptionsType<O> type = OptionsType.of(command.optionsType());
    Map<String, String> texts = type.texts(options);
    for (FlagSpec flag : type.flags()) {
      @Nullable String text = texts.get(flag.name());
      if (text != null && !text.isEmpty()) {
        switch (flag.kind()) {
          case INPUT, SERVED -> lineage.reads(text);
          case OUTPUT -> lineage.writes(text);
          case DATA, VOLATILE -> {}
        }
      }
    }
    return new LineageOfRun(lineage);
  }

  /** Does the work and tells of its beginning and its end. */
  ExitCode around(Callable<ExitCode> work) throws Exception {
    lineage.started();
    try {
      ExitCode code = work.call();
      if (code == ExitCode.DONE || code == ExitCode.NOT_BLESSED) {
        lineage.completed();
      } else {
        lineage.failed("ended with status " + code.status());
      }
      return code;
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      Optional<NslException> known = NslException.find(e);
      if (known.isPresent() && known.get().exitCode() == ExitCode.DONE) {
        lineage.leftRunning();
      } else {
        lineage.failed(known.map(Throwable::getMessage).orElseGet(e::toString));
      }
      throw e;
    }
  }

  @Override
  public void close() {
    lineage.close();
  }
}
