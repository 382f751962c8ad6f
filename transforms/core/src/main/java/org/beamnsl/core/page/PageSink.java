package org.beamnsl.core.page;

/** Receives full pages. */
@FunctionalInterface
public interface PageSink {
  /** Takes one page; the array is the receiver's to keep. */
  void accept(int partition, byte[] page);
}
