package org.beamnsl.core.command;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.beamnsl.core.failure.CauseChain;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;

/** Recognises a file that the system refuses to open, to make or to read on behind an exception. */
final class UnusableFile {
  /** The virtual machine's words for pages of a mapped file that are there no more. */
  private static final String PAGES_GONE = "unsafe memory access";

  private UnusableFile() {}

  static Optional<NslException> find(Throwable thrown) {
    for (Throwable t : CauseChain.of(thrown)) {
      if (t instanceof FileSystemException refused && refused.getFile() != null) {
        return Optional.of(failure(refused, refused.getFile()));
      }
      if (t instanceof InternalError && String.valueOf(t.getMessage()).contains(PAGES_GONE)) {
        return Optional.of(NslException.badData("an input was cut while it was read"));
      }
      if (t instanceof InvalidPathException name) {
        return Optional.of(
            NslException.usage(
                "'" + name.getInput() + "' cannot be the name of a file: " + name.getReason()));
      }
    }
    return Optional.empty();
  }

  /** A file that is there could not be read; one that is not there could not be made. */
  private static NslException failure(FileSystemException refused, String file) {
    boolean there = Files.exists(Path.of(file));
    boolean absent = refused instanceof NoSuchFileException;
    return new NslException(
        there || absent ? ExitCode.NO_INPUT : ExitCode.CANNOT_WRITE,
        file + ": " + (absent ? "not found" : reason(refused)),
        refused);
  }

  private static String reason(FileSystemException refused) {
    if (refused instanceof AccessDeniedException) {
      return "permission denied";
    }
    return refused.getReason() == null
        ? refused.getClass().getSimpleName()
        : refused.getReason().toLowerCase(Locale.ROOT);
  }
}
