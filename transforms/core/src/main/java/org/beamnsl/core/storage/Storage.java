package org.beamnsl.core.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The few file operations that artifacts need. Paths are plain text ({@code /data/x}, {@code
 * gs://bucket/x}); separators are slashes. Implementations are stateless and safe for use by
 * several threads.
 */
public interface Storage {
  /** Whether this storage serves {@code path}; decided by its scheme. */
  boolean handles(String path);

  /** Of several storages that serve a path, the one with the highest precedence is taken. */
  default int precedence() {
    return 0;
  }

  /** Opens a file for reading; fails with {@link java.nio.file.NoSuchFileException} when absent. */
  InputStream open(String path) throws IOException;

  /** Opens a file for reading from any position. */
  SeekableByteChannel openSeekable(String path) throws IOException;

  /** Creates or truncates a file; parent folders come into being with it. */
  OutputStream create(String path) throws IOException;

  /** What is known of one file or folder, or nothing when it does not exist. */
  Optional<FileInfo> stat(String path) throws IOException;

  /** The direct children of a folder, ordered by name; empty when the folder does not exist. */
  List<FileInfo> list(String folder) throws IOException;

  /** The files that match a glob ({@code *}, {@code ?}, {@code [..]}, {@code **}), by name. */
  List<FileInfo> glob(String pattern) throws IOException;

  /** All files below a folder, at any depth, by name; empty when the folder does not exist. */
  default List<FileInfo> tree(String folder) throws IOException {
    List<FileInfo> files = new ArrayList<>();
    for (FileInfo child : list(folder)) {
      if (child.directory()) {
        files.addAll(tree(child.path()));
      } else {
        files.add(child);
      }
    }
    files.sort(Comparator.comparing(FileInfo::path));
    return List.copyOf(files);
  }

  /** Moves a file or folder; replaces an existing file. */
  void rename(String from, String to) throws IOException;

  /** Deletes a file, or a folder with all it holds; nothing happens when it does not exist. */
  void delete(String path) throws IOException;

  /**
   * Whether {@link #rename} moves a whole folder in one step that others see entirely or not;
   * decided by the path's scheme.
   */
  boolean renamesAtomically(String path);
}
