package org.beamnsl.pipelines.gc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.FileInfo;
import org.beamnsl.core.storage.LocalStorage;
import org.beamnsl.core.storage.Storage;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.pipelines.workflow.RunLock;
import org.beamnsl.pipelines.workflow.RunRecord;

/** Removes old executions of stages under the root of a workflow. */
public final class GcCommand implements Command<GcCommand.Options> {
  /** The options of the command. */
  public record Options(
      @Flag(value = "the root folder of a workflow", required = true, kind = Flag.Kind.OUTPUT)
          String root,
      @Flag(
              value = "how many executions of each stage are kept, besides those of the last run",
              defaultValue = "1",
              kind = Flag.Kind.VOLATILE)
          int keepLast,
      @Flag(
              value = "only say what would be removed",
              defaultValue = "false",
              kind = Flag.Kind.VOLATILE)
          boolean dryRun) {
    /** Checks the number. */
    public Options {
      if (keepLast < 0) {
        throw NslException.usage("--keepLast=" + keepLast + ": expected 0 or more");
      }
    }
  }

  @Override
  public String name() {
    return "gc";
  }

  @Override
  public String summary() {
    return "remove old artifacts of a workflow";
  }

  @Override
  public String details() {
    return "What the last run used is always kept, what the next one may take over from the last"
        + " ended and\n"
        + "the last blessed run, and everything that was pushed.\n";
  }

  @Override
  public List<String> examples() {
    return List.of("gc --root=runs/cora --keepLast=2", "gc --root=runs/cora --dryRun");
  }

  @Override
  public Class<Options> optionsType() {
    return Options.class;
  }

  @Override
  public ExitCode run(Options options, CommandContext context) throws IOException {
    // Looked at before the lock, which would make the folder, and again under it.
    lastRun(options);
    long freed = 0;
    int removed = 0;
    try (RunLock lock = RunLock.take(options.root())) {
      RunRecord record = lastRun(options);
      Set<String> used = new HashSet<>();
      record.stages().forEach(stage -> used.add(stage.executionId()));
      // The next run may read what the last ended and the last blessed run wrote.
      record.earlier().previous().values().forEach(path -> used.add(Storages.baseName(path)));
      record.earlier().blessed().values().forEach(path -> used.add(Storages.baseName(path)));
      for (Artifact old : old(options, used)) {
        freed += old.manifest().files().stream().mapToLong(ManifestFile::bytes).sum();
        removed++;
        context.out().println((options.dryRun() ? "would remove " : "removed ") + old.path());
        if (!options.dryRun()) {
          Storages.of(old.path()).delete(old.path());
        }
      }
    }
    context.out().println(removed + " artifacts, " + freed + " bytes");
    return ExitCode.DONE;
  }

  private static RunRecord lastRun(Options options) throws IOException {
    return RunRecord.read(options.root())
        .orElseThrow(
            () ->
                NslException.noInput(
                    "--root=" + options.root() + ": no workflow ran here (no run.json)"));
  }

  private static List<Artifact> old(Options options, Set<String> used) throws IOException {
    Storage storage = Storages.of(options.root());
    List<Artifact> old = new ArrayList<>();
    for (FileInfo stage : storage.list(options.root())) {
      for (FileInfo kind : storage.list(stage.path())) {
        List<Artifact> executions = new ArrayList<>();
        for (FileInfo execution : storage.list(kind.path())) {
          boolean ours = Storages.baseName(execution.path()).matches("[0-9a-f]{16}");
          if (ours && !used.contains(Storages.baseName(execution.path()))) {
            Artifact.at(execution.path()).ifPresent(executions::add);
          }
        }
        executions.sort(Comparator.comparing(GcCommand::written).reversed());
        old.addAll(
            executions.subList(Math.min(options.keepLast(), executions.size()), executions.size()));
      }
    }
    return old;
  }

  /** When it was committed; on other than local storage all count as equally old. */
  private static FileTime written(Artifact artifact) {
    try {
      String manifest = Storages.join(artifact.path(), Manifest.FILE_NAME);
      return Storages.of(manifest) instanceof LocalStorage
          ? Files.getLastModifiedTime(Path.of(manifest))
          : FileTime.fromMillis(0);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
