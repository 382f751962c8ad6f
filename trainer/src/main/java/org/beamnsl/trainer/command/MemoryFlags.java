package org.beamnsl.trainer.command;

import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagBounds;
import org.beamnsl.trainer.reading.DataMemory;
import org.jspecify.annotations.Nullable;

/** Where examples are kept. */
record MemoryFlags(
    @Flag(
            value =
                "megabytes that decoded images may take; more are kept encoded and decoded again"
                    + " for every step",
            defaultValue = "512",
            kind = Flag.Kind.VOLATILE)
        int imageMemory,
    @Flag(
            value =
                "megabytes that the values of examples may take in memory; more are kept in a"
                    + " scratch file, with the same result. A fifth of the heap by default",
            kind = Flag.Kind.VOLATILE)
        @Nullable Integer dataMemory,
    @Flag(
            value =
                "folder for the scratch file, which is gone when the command ends; the system's"
                    + " folder for temporary files by default",
            kind = Flag.Kind.VOLATILE)
        @Nullable String scratch) {
  private static final int HEAP_SHARES = 5;

  MemoryFlags {
    FlagBounds.atLeast("imageMemory", imageMemory, 0);
    FlagBounds.atLeast("dataMemory", dataMemory == null ? 0 : dataMemory, 0);
  }

  /**
   * Room for the examples. The default leaves space for what reading and selecting copy: at most
   * thrice the values at a time.
   *
   * @param copies how often the examples are in memory
   */
  DataMemory open(int copies) {
    long bytes =
        dataMemory == null
            ? Runtime.getRuntime().maxMemory() / ((long) copies * HEAP_SHARES)
            : (long) dataMemory << 20;
    return DataMemory.of(
        bytes, scratch == null ? DataMemory.systemFolder() : LocalFolders.of("scratch", scratch));
  }

  /** Bytes that decoded images may take. */
  long imageBytes() {
    return (long) imageMemory << 20;
  }
}
