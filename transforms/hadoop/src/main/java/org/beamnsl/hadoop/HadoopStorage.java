package org.beamnsl.hadoop;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.beamnsl.core.storage.FileInfo;
import org.beamnsl.core.storage.Storage;
import org.beamnsl.core.storage.Storages;
import org.jspecify.annotations.Nullable;

/** Files with a scheme that Hadoop has a file system for, {@code file:} among them. */
public final class HadoopStorage implements Storage {
  /** Schemes whose folders are renamed in one step. */
  private static final Set<String> REAL_FOLDERS =
      Set.of("hdfs", "webhdfs", "swebhdfs", "viewfs", "file");

  @Override
  public boolean handles(String path) {
    return HadoopFiles.serve(path);
  }

  @Override
  public int precedence() {
    return 1;
  }

  @Override
  public InputStream open(String path) throws IOException {
    return openFile(path);
  }

  @Override
  public SeekableByteChannel openSeekable(String path) throws IOException {
    long size = HadoopFiles.system(path).getFileStatus(new Path(path)).getLen();
    return new HadoopChannel(openFile(path), size);
  }

  private static FSDataInputStream openFile(String path) throws IOException {
    try {
      return HadoopFiles.system(path).open(new Path(path));
    } catch (FileNotFoundException e) {
      throw absent(path, e);
    }
  }

  static NoSuchFileException absent(String path, FileNotFoundException cause) {
    NoSuchFileException absent = new NoSuchFileException(path);
    absent.initCause(cause);
    return absent;
  }

  @Override
  public OutputStream create(String path) throws IOException {
    return HadoopFiles.system(path).create(new Path(path), true);
  }

  @Override
  public Optional<FileInfo> stat(String path) throws IOException {
    try {
      return Optional.of(
          info(Storages.trimSlash(path), HadoopFiles.system(path).getFileStatus(new Path(path))));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<FileInfo> list(String folder) throws IOException {
    String prefix = Storages.trimSlash(folder);
    if (!stat(prefix).map(FileInfo::directory).orElse(false)) {
      return List.of();
    }
    return sorted(
        Arrays.stream(HadoopFiles.system(prefix).listStatus(new Path(prefix)))
            .map(status -> info(Storages.join(prefix, status.getPath().getName()), status)));
  }

  @Override
  public List<FileInfo> glob(String pattern) throws IOException {
    return pattern.contains("**") ? walk(pattern) : globLevels(pattern);
  }

  private static List<FileInfo> globLevels(String pattern) throws IOException {
    FileStatus @Nullable [] found = HadoopFiles.system(pattern).globStatus(new Path(pattern));
    return found == null
        ? List.of()
        : sorted(
            Arrays.stream(found)
                .filter(FileStatus::isFile)
                .map(status -> info(named(pattern, status), status)));
  }

  private static List<FileInfo> walk(String pattern) throws IOException {
    int wild = pattern.indexOf('*');
    String base = pattern.substring(0, pattern.lastIndexOf('/', wild));
    String relative = pattern.substring(base.length() + 1);
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + relative);
    FileSystem system = HadoopFiles.system(base);
    List<FileInfo> found = new ArrayList<>();
    try {
      RemoteIterator<LocatedFileStatus> files = system.listFiles(new Path(base), true);
      while (files.hasNext()) {
        LocatedFileStatus status = files.next();
        String name = named(pattern, status);
        if (matcher.matches(java.nio.file.Path.of(name.substring(base.length() + 1)))) {
          found.add(info(name, status));
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return sorted(found.stream());
  }

  /** The name of what was found, with scheme and server as they were asked for. */
  private static String named(String asked, FileStatus found) {
    String path = found.getPath().toUri().getPath();
    int colon = asked.indexOf(':');
    int start = asked.startsWith("//", colon + 1) ? asked.indexOf('/', colon + 3) : colon + 1;
    return asked.substring(0, start) + path;
  }

  @Override
  public void rename(String from, String to) throws IOException {
    try {
      HadoopFiles.system(to).mkdirs(new Path(Storages.parent(to)));
      HadoopFiles.context(to).rename(new Path(from), new Path(to), Rename.OVERWRITE);
    } catch (FileNotFoundException e) {
      throw absent(from, e);
    }
  }

  @Override
  public void delete(String path) throws IOException {
    FileSystem system = HadoopFiles.system(path);
    Path target = new Path(path);
    if (!system.delete(target, true) && system.exists(target)) {
      throw new IOException(path + ": cannot be deleted");
    }
  }

  @Override
  public boolean renamesAtomically(String path) {
    return REAL_FOLDERS.contains(new Path(path).toUri().getScheme());
  }

  private static FileInfo info(String name, FileStatus status) {
    return new FileInfo(name, status.isDirectory() ? 0 : status.getLen(), status.isDirectory());
  }

  private static List<FileInfo> sorted(Stream<FileInfo> files) {
    return files.sorted(Comparator.comparing(FileInfo::path)).toList();
  }
}
