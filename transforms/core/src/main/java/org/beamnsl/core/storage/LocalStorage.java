package org.beamnsl.core.storage;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The local file system: paths without a scheme, and {@code file:} URIs. */
public final class LocalStorage implements Storage {
  @Override
  public boolean handles(String path) {
    return path.startsWith("file:") || !path.matches("[a-zA-Z][a-zA-Z0-9+.-]+://.*");
  }

  /** The local path behind a name. */
  public static Path path(String name) {
    return Path.of(name.startsWith("file:") ? name.replaceFirst("^file:(//)?", "") : name);
  }

  @Override
  public InputStream open(String path) throws IOException {
    return Files.newInputStream(path(path));
  }

  @Override
  public SeekableByteChannel openSeekable(String path) throws IOException {
    return Files.newByteChannel(path(path));
  }

  @Override
  public OutputStream create(String path) throws IOException {
    createParents(path(path));
    return new NamedOutputStream(Files.newOutputStream(path(path)), path);
  }

  @Override
  public Optional<FileInfo> stat(String path) throws IOException {
    Path local = path(path);
    return Files.exists(local) ? Optional.of(info(local, path)) : Optional.empty();
  }

  @Override
  public List<FileInfo> list(String folder) throws IOException {
    Path local = path(folder);
    if (!Files.isDirectory(local)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(local)) {
      return infos(children.filter(child -> !child.equals(local)).toList());
    }
  }

  @Override
  public List<FileInfo> glob(String pattern) throws IOException {
    String local = path(pattern).toString();
    int wild = firstWildcard(local);
    int cut = local.lastIndexOf(File.separatorChar, wild);
    Path base = Path.of(cut < 0 ? "." : cut == 0 ? File.separator : local.substring(0, cut));
    if (!Files.isDirectory(base)) {
      return List.of();
    }
    String relative = cut < 0 ? local : local.substring(cut + 1);
    int depth = relative.contains("**") ? Integer.MAX_VALUE : relative.split("/").length;
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + relative);
    return infos(walk(base, depth, file -> matcher.matches(base.relativize(file))));
  }

  @Override
  public List<FileInfo> tree(String folder) throws IOException {
    Path local = path(folder);
    List<FileInfo> files = new ArrayList<>();
    if (Files.isDirectory(local)) {
      for (FileInfo file : infos(walk(local, Integer.MAX_VALUE, each -> true))) {
        String name = local.relativize(Path.of(file.path())).toString();
        files.add(new FileInfo(Storages.join(folder, name), file.bytes(), false));
      }
    }
    return List.copyOf(files);
  }

  /** The files below a folder; links are followed, as they are when a file is opened. */
  private static List<Path> walk(Path base, int depth, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> files = Files.walk(base, depth, FileVisitOption.FOLLOW_LINKS)) {
      return files.filter(file -> Files.isRegularFile(file) && wanted.test(file)).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static int firstWildcard(String pattern) {
    int i = 0;
    while (i < pattern.length() && "*?[{".indexOf(pattern.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  @Override
  public void rename(String from, String to) throws IOException {
    createParents(path(to));
    Files.move(path(from), path(to), StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String path) throws IOException {
    Path root = path(path);
    if (!Files.exists(root)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(root)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }

  @Override
  public boolean renamesAtomically(String path) {
    return true;
  }

  private static void createParents(Path path) throws IOException {
    @Nullable Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
  }

  private static List<FileInfo> infos(List<Path> paths) throws IOException {
    List<Path> sorted = paths.stream().sorted().toList();
    List<FileInfo> infos = new ArrayList<>();
    for (Path path : sorted) {
      try {
        infos.add(info(path, path.toString()));
      } catch (NoSuchFileException vanished) {
        // Deleted between listing and looking: it does not exist.
        continue;
      }
    }
    return List.copyOf(infos);
  }

  private static FileInfo info(Path path, String name) throws IOException {
    boolean directory = Files.isDirectory(path);
    return new FileInfo(name, directory ? 0 : Files.size(path), directory);
  }
}
