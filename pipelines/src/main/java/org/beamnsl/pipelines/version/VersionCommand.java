package org.beamnsl.pipelines.version;

import java.util.List;
import org.apache.beam.sdk.util.ReleaseInfo;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.manifest.Version;

/** Prints the versions of this software and of what it runs on. */
public final class VersionCommand implements Command<VersionCommand.Options> {
  /** Takes no flags. */
  public record Options() {}

  @Override
  public String name() {
    return "version";
  }

  @Override
  public String summary() {
    return "print the versions of nsl, Apache Beam and Java";
  }

  @Override
  public List<String> examples() {
    return List.of("version");
  }

  @Override
  public Class<Options> optionsType() {
    return Options.class;
  }

  @Override
  public ExitCode run(Options options, CommandContext context) {
    context.out().println("beam-nsl " + Version.current());
    context.out().println("Apache Beam " + ReleaseInfo.getReleaseInfo().getVersion());
    context.out().println("Java " + Runtime.version());
    return ExitCode.DONE;
  }
}
