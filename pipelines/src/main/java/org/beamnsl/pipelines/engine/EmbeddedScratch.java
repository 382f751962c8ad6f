package org.beamnsl.pipelines.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The folder of an embedded Flink's temporary files, so that what goes to disk is known: data that
 * do not fit its memory, and what waits between steps.
 */
final class EmbeddedScratch implements AutoCloseable {
  private static final String LOCAL = "--flinkMaster=[local]";

  private static final long EVERY_MILLISECONDS = 200;

  /**
   * Without generic types a step whose elements have no coder fails instead of using Kryo. All
   * parts of the engine are in this process: one that is silent for long was stopped with the
   * others, by Ctrl-Z or a computer that sleeps, and is not lost.
   */
  private static final String CONFIGURATION =
      """
      io.tmp.dirs: %s
      pipeline.generic-types: false
      heartbeat.timeout: 86400000
      """;

  private final ScratchFolder folder;
  private final Path files;
  private final ScheduledExecutorService watch;
  private volatile long mostBytes;

  private EmbeddedScratch(ScratchFolder folder) {
    this.folder = folder;
    this.files = folder.path().resolve("files");
    this.watch =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "disk-use");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Whether these options run Flink in this process with no configuration of its own. */
  static boolean wanted(List<String> arguments, Map<String, String> environment) {
    return arguments.contains("--runner=FlinkRunner")
        && arguments.stream().noneMatch(argument -> argument.startsWith("--flinkConfDir="))
        && arguments.stream()
            .filter(argument -> argument.startsWith("--flinkMaster="))
            .allMatch(LOCAL::equals)
        && !environment.containsKey("FLINK_CONF_DIR");
  }

  /**
   * Whether these options run Flink in this process even where Flink itself started the program,
   * which without a word about the master would mean its cluster.
   */
  static boolean always(List<String> arguments, Map<String, String> environment) {
    return arguments.contains(LOCAL) && wanted(arguments, environment);
  }

  /** Makes the folder and watches how many bytes lie in it. */
  static EmbeddedScratch begin() {
    try {
      Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
      EmbeddedScratch scratch = new EmbeddedScratch(ScratchFolder.create(temporary));
      Runtime.getRuntime().addShutdownHook(new Thread(scratch::close));
      Files.createDirectory(scratch.files);
      Files.writeString(
          scratch.folder.path().resolve("flink-conf.yaml"), CONFIGURATION.formatted(scratch.files));
      scratch.watch.scheduleWithFixedDelay(
          scratch::look, EVERY_MILLISECONDS, EVERY_MILLISECONDS, TimeUnit.MILLISECONDS);
      return scratch;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where Flink finds its configuration. */
  String configuration() {
    return folder.path().toString();
  }

  /** The most bytes that lay in temporary files at one time, as far as was seen. */
  long mostBytes() {
    return mostBytes;
  }

  void look() {
    mostBytes = Math.max(mostBytes, bytes());
  }

  private long bytes() {
    try (Stream<Path> all = Files.walk(files)) {
      return all.mapToLong(EmbeddedScratch::size).sum();
    } catch (IOException | UncheckedIOException e) {
      return 0; // a file went away while the folder was read: the next look will tell
    }
  }

  private static long size(Path path) {
    try {
      return Files.isRegularFile(path) ? Files.size(path) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
    folder.close();
  }
}
