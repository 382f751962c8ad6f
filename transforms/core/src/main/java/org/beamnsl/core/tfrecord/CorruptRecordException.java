package org.beamnsl.core.tfrecord;

import java.io.IOException;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.ExplainedFailure;

/** A record file that is damaged, with the file and the byte where reading stopped. */
public final class CorruptRecordException extends IOException implements ExplainedFailure {
  private final String file;
  private final long position;
  private final String reason;

  /**
   * Describes damage.
   *
   * @param position where the damaged record starts, in bytes after decompression
   */
  public CorruptRecordException(String file, long position, String reason) {
    super(file + ": damaged record at byte " + position + ": " + reason);
    this.file = file;
    this.position = position;
    this.reason = reason;
  }

  /** The file as the reader was told to call it. */
  public String file() {
    return file;
  }

  /** Where the damaged record starts, in bytes after decompression. */
  public long position() {
    return position;
  }

  /** What is wrong, without file and position. */
  public String reason() {
    return reason;
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.BAD_DATA;
  }
}
