package org.beamnsl.core.embedding;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.tfrecord.CorruptRecordException;
import org.beamnsl.core.tfrecord.RecordFiles;
import org.beamnsl.core.tfrecord.RecordInput;
import org.beamnsl.core.tfrecord.RecordRange;
import org.beamnsl.core.tfrecord.RecordRanges;

/**
 * Reads embeddings from record files, in blocks. A damaged file ends the reading with {@link
 * NslException} (65), a record without usable embedding is handed to the bad records.
 */
public final class EmbeddingFiles {
  private final EmbeddingSchema schema;

  /** Reads embeddings of this form. */
  public EmbeddingFiles(EmbeddingSchema schema) {
    this.schema = schema;
  }

  /**
   * Length of the vector of the first usable record, looking through the files in order; 0 when
   * there is none, and for sets of tokens.
   */
  public int dims(List<String> paths) {
    if (schema.tokens()) {
      return 0;
    }
    EmbeddingParser parser = new EmbeddingParser(schema);
    for (String path : paths) {
      try (RecordInput records = open(FileRange.whole(path))) {
        while (records.advance()) {
          int length = lengthOrZero(parser, records.record());
          if (length > 0) {
            return length;
          }
        }
      } catch (IOException e) {
        throw failure(path, e);
      }
    }
    return 0;
  }

  /** Cuts files into ranges of about {@code targetBytes}; those that cannot be cut stay whole. */
  public static List<FileRange> ranges(List<String> paths, long targetBytes) {
    List<FileRange> ranges = new ArrayList<>();
    for (String path : paths) {
      if (!RecordFiles.splittable(path)) {
        ranges.add(FileRange.whole(path));
        continue;
      }
      try (var channel = Storages.of(path).openSeekable(path)) {
        for (RecordRange range : RecordRanges.split(channel, path, targetBytes)) {
          ranges.add(new FileRange(path, range.start(), range.end()));
        }
      } catch (IOException e) {
        throw failure(path, e);
      }
    }
    return ranges;
  }

  /** Number of records of a plain file, or -1 where only reading it tells. */
  public static long records(String path) {
    if (!RecordFiles.splittable(path)) {
      return -1;
    }
    try (var channel = Storages.of(path).openSeekable(path)) {
      return RecordRanges.count(channel, path);
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  /**
   * Reads a part of a file.
   *
   * @param blocks receives the rows in their order
   * @param bad receives records that cannot be used
   */
  public void read(FileRange range, Consumer<EmbeddingBlock> blocks, Consumer<BadRecord> bad) {
    EmbeddingIntake intake = new EmbeddingIntake(schema, blocks);
    try (RecordInput records = open(range)) {
      while (records.advance()) {
        try {
          intake.add(records.record());
        } catch (BadExampleException e) {
          bad.accept(new BadRecord(range.path(), records.position(), e.reason()));
        }
      }
    } catch (IOException e) {
      throw failure(range.path(), e);
    }
    intake.flush();
  }

  private static RecordInput open(FileRange range) throws IOException {
    return RecordFiles.open(
        range.path(), range.end() < 0 ? null : new RecordRange(range.start(), range.end()));
  }

  private static int lengthOrZero(EmbeddingParser parser, byte[] record) {
    try {
      return parser.length(record);
    } catch (BadExampleException e) {
      return 0;
    }
  }

  private static NslException failure(String path, IOException e) {
    if (e instanceof NoSuchFileException) {
      return NslException.noInput(path + ": not found");
    }
    return NslException.badData(
        e instanceof CorruptRecordException ? String.valueOf(e.getMessage()) : path + ": " + e);
  }
}
