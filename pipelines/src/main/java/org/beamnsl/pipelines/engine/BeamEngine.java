package org.beamnsl.pipelines.engine;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.command.EngineFlags;
import org.beamnsl.core.command.Progress;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.jspecify.annotations.Nullable;

/** Makes and runs pipelines with the options that a person typed and the bundle's defaults. */
public final class BeamEngine {
  private static final String TEMPLATE = "--templateLocation=";

  private final PipelineOptions options;
  private final boolean waits;
  private final @Nullable EmbeddedScratch scratch;
  private final Progress progress;
  private long spilledBytes;

  private BeamEngine(
      PipelineOptions options,
      boolean waits,
      @Nullable EmbeddedScratch scratch,
      Progress progress) {
    this.progress = progress;
    this.options = options;
    this.waits = waits;
    this.scratch = scratch;
  }

  /**
   * The engine of one command.
   *
   * @param jobName the job's name, usually the command's
   * @throws NslException (64) for options that Beam does not take
   */
  public static BeamEngine of(CommandContext context, String jobName) {
    List<String> arguments = new ArrayList<>(EngineDefaults.addTo(context.engineArguments()));
    @Nullable EmbeddedScratch scratch = null;
    if (EmbeddedScratch.wanted(arguments, System.getenv())) {
      scratch = EmbeddedScratch.begin();
      arguments.add("--flinkConfDir=" + scratch.configuration());
    }
    try {
      PipelineOptions options =
          PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).create();
      if (arguments.stream().noneMatch(argument -> argument.startsWith("--jobName="))) {
        options.setJobName("nsl-" + jobName);
      }
      FileSystems.setDefaultPipelineOptions(options);
      return new BeamEngine(options, waits(options, arguments), scratch, context.progress());
    } catch (IllegalArgumentException e) {
      throw NslException.usage(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private static boolean waits(PipelineOptions options, List<String> arguments) {
    String wait = options.as(WaitOptions.class).getWait();
    return switch (wait) {
      case "true" -> true;
      case "false" -> false;
      case "auto" -> arguments.stream().noneMatch(argument -> argument.startsWith(TEMPLATE));
      default -> throw NslException.usage("--wait=" + wait + ": expected auto, true or false");
    };
  }

  /**
   * Whether the bundle's engine runs within this process and the command line says nothing about
   * it. What one worker does alone can then be done without it: the result is the same, and to
   * start an engine costs more than many a job.
   */
  public static boolean optional(CommandContext context) {
    return context.engineArguments().isEmpty()
        && EmbeddedScratch.always(EngineDefaults.addTo(List.of()), System.getenv());
  }

  /** The flags that Beam and the runners on the class path take. */
  public static EngineFlags flags() {
    Set<String> names = new TreeSet<>();
    for (Class<? extends PipelineOptions> type : PipelineOptionsFactory.getRegisteredOptions()) {
      for (Method method : type.getMethods()) {
        String name = method.getName();
        if (name.startsWith("set") && name.length() > 3 && method.getParameterCount() == 1) {
          names.add(Character.toLowerCase(name.charAt(3)) + name.substring(4));
        }
      }
    }
    return new EngineFlags(names);
  }

  /** The options in force. */
  public PipelineOptions options() {
    return options;
  }

  /** A pipeline without steps. */
  public Pipeline create() {
    return Pipeline.create(options);
  }

  /**
   * Runs a pipeline to its end.
   *
   * @param staging where it writes; left as it is when the job is not waited for
   * @throws NslException what a step threw, (69) when the cluster cannot be reached, (0) when the
   *     job was submitted and {@code --wait} says not to wait for it
   */
  public PipelineResult run(Pipeline pipeline, ArtifactStaging staging) {
    if (scratch == null) {
      return finish(pipeline, staging);
    }
    try (EmbeddedScratch open = scratch;
        EngineStart start = EngineStart.begin(progress);
        MemoryWatch memory = MemoryWatch.begin(Thread.currentThread())) {
      PipelineResult result = watched(memory, pipeline, staging);
      spilledBytes = open.mostBytes();
      return result;
    }
  }

  private PipelineResult watched(MemoryWatch memory, Pipeline pipeline, ArtifactStaging staging) {
    try {
      return finish(pipeline, staging);
    } catch (NslException e) {
      throw e;
    } catch (RuntimeException e) {
      if (memory.isShort()) {
        throw shortage("most of the time went into making room", e);
      }
      if (RewordedShortage.in(e)) {
        throw shortage("the engine found no room", e);
      }
      throw e;
    }
  }

  private static OutOfMemoryError shortage(String what, RuntimeException cause) {
    OutOfMemoryError shortage = new OutOfMemoryError(what);
    shortage.initCause(cause);
    return shortage;
  }

  /**
   * After {@link #run}, the most bytes that an engine in this process had in temporary files at one
   * time; 0 for other engines, which tell nobody.
   */
  public long spilledBytes() {
    return spilledBytes;
  }

  private PipelineResult finish(Pipeline pipeline, ArtifactStaging staging) {
    try {
      PipelineResult result = pipeline.run();
      if (!waits) {
        staging.leave();
        throw new NslException(
            ExitCode.DONE,
            options.getJobName()
                + " was submitted and is not waited for: what it writes into "
                + staging.folder()
                + " will have no manifest, so no command will take it for a result");
      }
      PipelineResult.State state = result.waitUntilFinish();
      if (state != PipelineResult.State.DONE) {
        throw new NslException(ExitCode.FAILED, options.getJobName() + " ended as " + state);
      }
      return result;
    } catch (RuntimeException e) {
      @Nullable NslException known = NslException.find(e).orElse(null);
      if (known != null) {
        throw known;
      }
      throw Unreachable.in(e).orElseThrow(() -> e);
    }
  }
}
