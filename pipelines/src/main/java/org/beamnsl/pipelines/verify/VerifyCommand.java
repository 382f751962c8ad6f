package org.beamnsl.pipelines.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.pipelines.workflow.RunRecord;

/** Checks that artifacts are what their manifests say. */
public final class VerifyCommand implements Command<VerifyCommand.Options> {
  /** The options of the command. */
  public record Options(
      @Flag(
              value = "artifacts, or root folders of workflows, whose last artifacts are checked",
              required = true,
              kind = Flag.Kind.INPUT)
          List<String> input) {}

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String summary() {
    return "check artifacts against the digests in their manifests";
  }

  @Override
  public List<String> examples() {
    return List.of("verify --input=runs/cora", "verify --input=graph,packed.tfrecord");
  }

  @Override
  public Class<Options> optionsType() {
    return Options.class;
  }

  @Override
  public ExitCode run(Options options, CommandContext context) throws IOException {
    int faults = 0;
    int missing = 0;
    for (String input : options.input()) {
      for (String path : places(input)) {
        Optional<Artifact> artifact = Artifact.at(path);
        if (artifact.isPresent()) {
          faults += check(artifact.get(), context.out());
        } else {
          missing++;
          context.out().println("MISSING " + path);
        }
      }
    }
    if (faults + missing > 0) {
      throw NslException.badData(
          faults
              + (faults == 1 ? " file differs" : " files differ")
              + (missing == 0
                  ? ""
                  : ", "
                      + missing
                      + (missing == 1 ? " artifact is" : " artifacts are")
                      + " missing"));
    }
    return ExitCode.DONE;
  }

  /** Where artifacts must be: the input itself, or what the stages of a workflow wrote. */
  private static List<String> places(String input) throws IOException {
    if (Artifact.at(input).isPresent()) {
      return List.of(input);
    }
    RunRecord record =
        RunRecord.read(input)
            .orElseThrow(
                () ->
                    NslException.noInput(
                        "--input=" + input + ": neither an artifact nor the root of a workflow"));
    return record.stages().stream()
        .filter(stage -> !stage.outputDigest().isEmpty())
        .map(RunRecord.StageRecord::output)
        .toList();
  }

  private static int check(Artifact artifact, PrintStream out) throws IOException {
    List<String> faults = ArtifactCheck.faults(artifact);
    int files = artifact.manifest().files().size();
    out.println(
        (faults.isEmpty() ? "ok      " : "DAMAGED ")
            + artifact.path()
            + "  ("
            + artifact.manifest().type()
            + ", "
            + files
            + (files == 1 ? " file)" : " files)"));
    faults.forEach(fault -> out.println("        " + fault));
    return faults.size();
  }
}
