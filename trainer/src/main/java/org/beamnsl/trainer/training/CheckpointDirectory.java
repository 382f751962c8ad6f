package org.beamnsl.trainer.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.beamnsl.core.failure.NslException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoints of one run, named after their steps. */
final class CheckpointDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointDirectory.class);
  private static final String PREFIX = "checkpoint-";
  private static final String SUFFIX = ".nsl";

  private final CheckpointConfig config;

  CheckpointDirectory(CheckpointConfig config) {
    this.config = config;
  }

  void save(Checkpoint checkpoint) {
    try {
      Files.createDirectories(config.directory());
      String name =
          String.format(Locale.ROOT, "%s%012d%s", PREFIX, checkpoint.header().step(), SUFFIX);
      checkpoint.write(config.directory().resolve(name));
      for (Path old : newestFirst().stream().skip(config.keep()).toList()) {
        Files.deleteIfExists(old);
      }
    } catch (IOException e) {
      throw NslException.cannotWrite(
          "cannot write a checkpoint into " + config.directory() + ": " + e.getMessage(), e);
    }
  }

  /** The newest checkpoint that is whole; damaged ones are reported and passed over. */
  Optional<Checkpoint> newest() {
    try {
      for (Path file : newestFirst()) {
        try {
          return Optional.of(Checkpoint.read(file));
        } catch (NslException damaged) {
          LOG.warn("{}; trying the one before", damaged.getMessage());
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> newestFirst() throws IOException {
    if (!Files.isDirectory(config.directory())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(config.directory())) {
      return files
          .filter(
              file -> {
                String name = file.getFileName().toString();
                return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
              })
          .sorted(Comparator.comparing(Path::getFileName).reversed())
          .toList();
    }
  }
}
