package org.beamnsl.trainer.model;

/** Memory outside the heap. This library frees all of its own. */
public final class NativeMemory {
  private static final String LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

  private NativeMemory() {}

  /**
   * Keeps the native bindings from asking the system how large the process is whenever they
   * allocate something, which in a step of a small model takes as long as a large part of the step.
   * Works before TensorFlow is first used; a limit that is set already stays.
   */
  public static void leaveUnwatched() {
    if (System.getProperty(LIMIT) == null) {
      System.setProperty(LIMIT, "0");
    }
  }
}
