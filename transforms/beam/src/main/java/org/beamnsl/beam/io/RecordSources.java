package org.beamnsl.beam.io;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.storage.LocalStorage;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.tfrecord.CorruptRecordException;
import org.beamnsl.core.tfrecord.RecordFiles;
import org.beamnsl.core.tfrecord.RecordRange;
import org.beamnsl.core.tfrecord.RecordRanges;

/** Plans the reading of record files: the sources of one pipeline, in the order of reading. */
public final class RecordSources {
  /** Plain files above this size are cut, so that one large file is read by several workers. */
  private static final long RANGE_BYTES = 64L << 20;

  private final List<RecordSource> sources = new ArrayList<>();
  private final List<InputFile> files = new ArrayList<>();

  /** Adds files as one input. */
  public RecordSources add(List<InputFile> inputs, int group) {
    for (InputFile file : inputs) {
      int order = files.size();
      files.add(file);
      if (file.bytes() <= RANGE_BYTES || !RecordFiles.splittable(file.path())) {
        sources.add(new RecordSource(file.path(), null, order, group, file.records()));
      } else {
        for (RecordRange range : ranges(file)) {
          sources.add(new RecordSource(file.path(), range, order, group, -1));
        }
      }
    }
    return this;
  }

  /** The sources added so far. */
  public List<RecordSource> list() {
    return List.copyOf(sources);
  }

  /** Whether every record can be found again quickly: plain files of the local file system. */
  public boolean allowLookup() {
    return allowLookup(sources);
  }

  /** Whether every record can be found again quickly: plain files of the local file system. */
  public static boolean allowLookup(List<RecordSource> sources) {
    return sources.stream()
        .allMatch(
            source ->
                RecordFiles.splittable(source.path())
                    && Storages.of(source.path()) instanceof LocalStorage);
  }

  /** The files added so far, in the order of reading. */
  public List<InputFile> files() {
    return List.copyOf(files);
  }

  private static List<RecordRange> ranges(InputFile file) {
    String path = file.path();
    try (SeekableByteChannel channel = Storages.of(path).openSeekable(path)) {
      return RecordRanges.split(channel, path, RANGE_BYTES);
    } catch (CorruptRecordException e) {
      throw NslException.badData(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new NslException(ExitCode.NO_INPUT, path + ": " + e, e);
    }
  }
}
