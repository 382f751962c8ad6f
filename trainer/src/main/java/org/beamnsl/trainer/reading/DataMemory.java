package org.beamnsl.trainer.reading;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The room for the values of examples: memory as long as they fit, else scratch files of raw
 * numbers, which batches are read from. Ids, labels and edges always stay in memory. What a
 * training computes does not depend on it. Close it when the data are no longer used; not safe for
 * use by several threads.
 */
public final class DataMemory implements AutoCloseable {
  private final long limit;
  private final Path folder;
  private final List<ScratchFile> files = new ArrayList<>();
  private long taken;

  private DataMemory(long limit, Path folder) {
    this.limit = limit;
    this.folder = folder;
  }

  /** Everything stays in memory, unless it is more than an array can hold. */
  public static DataMemory unlimited() {
    return of(Long.MAX_VALUE, systemFolder());
  }

  /**
   * At most this many bytes of values stay in memory.
   *
   * @param folder for scratch files; they have about the size of the decoded values
   */
  public static DataMemory of(long bytes, Path folder) {
    return new DataMemory(bytes, folder);
  }

  /** The folder that the system has for temporary files. */
  public static Path systemFolder() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** Bytes in scratch files. */
  public long scratchBytes() {
    return files.stream().mapToLong(ScratchFile::length).sum();
  }

  boolean holds(long bytes) {
    return bytes <= limit - taken;
  }

  void take(long bytes) {
    taken += bytes;
  }

  ScratchFile scratchFile() {
    ScratchFile file = ScratchFile.in(folder);
    files.add(file);
    return file;
  }

  @Override
  public void close() {
    files.forEach(ScratchFile::close);
    files.clear();
    taken = 0;
  }
}
