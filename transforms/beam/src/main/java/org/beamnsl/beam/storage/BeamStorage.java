package org.beamnsl.beam.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;
import org.beamnsl.core.storage.FileInfo;
import org.beamnsl.core.storage.Storage;
import org.beamnsl.core.storage.Storages;

/**
 * Files with a scheme ({@code gs://}, {@code s3://}, {@code hdfs://}), by way of Beam's {@link
 * FileSystems}. Folders exist on these only through the files in them, and renaming is not one
 * step, so artifacts are committed by their manifest.
 */
public final class BeamStorage implements Storage {
  @Override
  public boolean handles(String path) {
    return path.matches("[a-zA-Z][a-zA-Z0-9+.-]+://.*") && !path.startsWith("file:");
  }

  @Override
  public InputStream open(String path) throws IOException {
    return Channels.newInputStream(openChannel(path));
  }

  @Override
  public SeekableByteChannel openSeekable(String path) throws IOException {
    ReadableByteChannel channel = openChannel(path);
    if (channel instanceof SeekableByteChannel seekable) {
      return seekable;
    }
    channel.close();
    throw new IOException(path + ": this file system cannot read from the middle of a file");
  }

  private static ReadableByteChannel openChannel(String path) throws IOException {
    try {
      return FileSystems.open(resource(path));
    } catch (FileNotFoundException e) {
      throw asNoSuchFile(path, e);
    }
  }

  @Override
  public OutputStream create(String path) throws IOException {
    return Channels.newOutputStream(FileSystems.create(resource(path), MimeTypes.BINARY));
  }

  @Override
  public Optional<FileInfo> stat(String path) throws IOException {
    String trimmed = Storages.trimSlash(path);
    boolean pattern = trimmed.matches(".*[*?\\[{].*");
    for (Metadata metadata : match(trimmed)) {
      // Beam takes every name for a pattern; only a file of just this name exists.
      if (!pattern || metadata.resourceId().toString().equals(trimmed)) {
        return Optional.of(new FileInfo(trimmed, metadata.sizeBytes(), false));
      }
    }
    return pattern || match(trimmed + "/**").isEmpty()
        ? Optional.empty()
        : Optional.of(new FileInfo(trimmed, 0, true));
  }

  @Override
  public List<FileInfo> list(String folder) throws IOException {
    String prefix = Storages.trimSlash(folder) + "/";
    List<FileInfo> files = new ArrayList<>();
    TreeSet<String> folders = new TreeSet<>();
    for (Metadata metadata : match(prefix + "**")) {
      String path = metadata.resourceId().toString();
      String relative = path.substring(prefix.length());
      int slash = relative.indexOf('/');
      if (slash < 0) {
        files.add(new FileInfo(path, metadata.sizeBytes(), false));
      } else {
        folders.add(prefix + relative.substring(0, slash));
      }
    }
    folders.forEach(path -> files.add(new FileInfo(path, 0, true)));
    files.sort(Comparator.comparing(FileInfo::path));
    return List.copyOf(files);
  }

  @Override
  public List<FileInfo> tree(String folder) throws IOException {
    return glob(Storages.trimSlash(folder) + "/**");
  }

  @Override
  public List<FileInfo> glob(String pattern) throws IOException {
    return match(pattern).stream()
        .map(found -> new FileInfo(found.resourceId().toString(), found.sizeBytes(), false))
        .sorted(Comparator.comparing(FileInfo::path))
        .toList();
  }

  @Override
  public void rename(String from, String to) throws IOException {
    List<ResourceId> sources = new ArrayList<>();
    List<ResourceId> targets = new ArrayList<>();
    for (String path : filesUnder(from)) {
      sources.add(resource(path));
      targets.add(resource(to + path.substring(from.length())));
    }
    if (sources.isEmpty()) {
      throw new NoSuchFileException(from);
    }
    FileSystems.rename(sources, targets);
  }

  @Override
  public void delete(String path) throws IOException {
    List<ResourceId> all = new ArrayList<>();
    for (String file : filesUnder(Storages.trimSlash(path))) {
      all.add(resource(file));
    }
    FileSystems.delete(all, StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  @Override
  public boolean renamesAtomically(String path) {
    return false;
  }

  private static List<String> filesUnder(String path) throws IOException {
    List<String> files = new ArrayList<>();
    match(path).forEach(found -> files.add(found.resourceId().toString()));
    match(path + "/**").forEach(found -> files.add(found.resourceId().toString()));
    return files;
  }

  private static List<Metadata> match(String spec) throws IOException {
    return FileSystems.match(spec, EmptyMatchTreatment.ALLOW).metadata().stream()
        .filter(found -> !found.resourceId().isDirectory())
        .toList();
  }

  private static ResourceId resource(String path) {
    return FileSystems.matchNewResource(path, false);
  }

  private static NoSuchFileException asNoSuchFile(String path, FileNotFoundException cause) {
    NoSuchFileException absent = new NoSuchFileException(path);
    absent.initCause(cause);
    return absent;
  }
}
