package org.beamnsl.beam.io;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.tfrecord.CorruptRecordException;
import org.beamnsl.core.tfrecord.RecordLookup;
import org.beamnsl.core.tfrecord.TfRecordLookup;
import org.jspecify.annotations.Nullable;

/** Finds records of plain files again by their place in the order of reading. */
public final class SourceLookup implements RecordLookup, Closeable {
  private final List<String> paths;
  private final List<@Nullable TfRecordLookup> files = new ArrayList<>();
  private @Nullable TfRecordLookup current;

  /** Looks up in these files, in the order of reading. */
  public SourceLookup(List<String> paths) {
    this.paths = List.copyOf(paths);
  }

  /** The files of sources, in the order of reading. */
  public static List<String> paths(List<RecordSource> sources) {
    List<String> paths = new ArrayList<>();
    for (RecordSource source : sources) {
      if (source.order() == paths.size()) {
        paths.add(source.path());
      }
    }
    return paths;
  }

  /** Finds the record at a place that {@link RecordScanner#sequence()} told. */
  @Override
  public void find(long sequence) throws IOException {
    TfRecordLookup file = file(RecordSource.orderOf(sequence));
    current = file;
    try {
      file.find(RecordSource.positionOf(sequence));
    } catch (CorruptRecordException e) {
      throw NslException.badData(e.getMessage() + "; has the file changed since it was read?");
    }
  }

  @Override
  public byte[] bytes() {
    return current().bytes();
  }

  @Override
  public int start() {
    return current().start();
  }

  @Override
  public int end() {
    return current().end();
  }

  private TfRecordLookup current() {
    if (current == null) {
      throw new IllegalStateException("nothing was looked for");
    }
    return current;
  }

  private TfRecordLookup file(int order) throws IOException {
    while (files.size() <= order) {
      files.add(null);
    }
    TfRecordLookup file = files.get(order);
    if (file == null) {
      String path = paths.get(order);
      file = new TfRecordLookup(Storages.of(path).openSeekable(path), path);
      files.set(order, file);
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    for (TfRecordLookup file : files) {
      if (file != null) {
        file.close();
      }
    }
  }
}
