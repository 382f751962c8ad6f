package org.beamnsl.core.image;

import java.io.IOException;

/** Bytes that cannot be made into pixels; the message says why, in words that follow a name. */
public final class UnreadableImageException extends IOException {
  /** An image that is unreadable for this reason. */
  public UnreadableImageException(String reason) {
    super(reason);
  }

  UnreadableImageException(String reason, Throwable cause) {
    super(reason, cause);
  }

  /** Why the image is unreadable. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
