package org.beamnsl.core.failure;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A failure whose message is meant for the person at the terminal: one line that names the file or
 * flag, the value, and what was expected. Commands print it without a stack trace and exit with its
 * code.
 */
public final class NslException extends RuntimeException {
  private static final Pattern REMOTE =
      Pattern.compile("NslException\\(([A-Z_]+)\\): ([^\\r\\n]*)");

  private final ExitCode exitCode;

  /** A failure with a one-line {@code message}. */
  public NslException(ExitCode exitCode, String message) {
    this(exitCode, message, null);
  }

  /** A failure with a one-line {@code message} and the exception behind it. */
  public NslException(ExitCode exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** An unknown flag or a value outside its range (64). */
  public static NslException usage(String message) {
    return new NslException(ExitCode.USAGE, message);
  }

  /** Input that is not what it claims to be (65). */
  public static NslException badData(String message) {
    return new NslException(ExitCode.BAD_DATA, message);
  }

  /** An input that does not exist (66). */
  public static NslException noInput(String message) {
    return new NslException(ExitCode.NO_INPUT, message);
  }

  /** An output that exists or cannot be written (73). */
  public static NslException cannotWrite(String message, @Nullable Throwable cause) {
    return new NslException(ExitCode.CANNOT_WRITE, message, cause);
  }

  /** A configuration file that cannot be used (78). */
  public static NslException config(String message) {
    return new NslException(ExitCode.CONFIG, message);
  }

  /** The exit code of the command that fails with this. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /**
   * The first such failure in the chain of causes of {@code thrown}. Engines wrap what a worker
   * throws, and some pass on only its text, which is recognised too.
   */
  public static Optional<NslException> find(Throwable thrown) {
    List<Throwable> chain = CauseChain.of(thrown);
    for (Throwable t : chain) {
      if (t instanceof NslException found) {
        return Optional.of(found);
      }
      if (t instanceof ExplainedFailure explained) {
        return Optional.of(
            new NslException(explained.exitCode(), String.valueOf(t.getMessage()), t));
      }
    }
    for (Throwable t : chain) {
      Matcher matcher = REMOTE.matcher(String.valueOf(t.getMessage()));
      if (matcher.find()) {
        return Optional.of(new NslException(ExitCode.valueOf(matcher.group(1)), matcher.group(2)));
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return "NslException(" + exitCode + "): " + getMessage();
  }
}
