package org.beamnsl.core.graph;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.tfrecord.TfRecordCompression;

/**
 * Opens and creates files of edges by path, on every storage: packed where the name has the
 * extension {@code .edges}, else text; both compressed by a further extension. Shards are named
 * {@code graph.edges-00000-of-00002} and the like.
 */
public final class EdgeFiles {
  private static final Pattern PACKED = Pattern.compile(".*\\.edges(-\\d+-of-\\d+)?(\\.[a-z]+)?");

  private EdgeFiles() {}

  /** Whether a file of this name holds packed edges and no text. */
  public static boolean packed(String path) {
    return PACKED.matcher(Storages.baseName(path).toLowerCase(Locale.ROOT)).matches();
  }

  /**
   * Opens a file.
   *
   * @param comment what lines of text to skip start with; empty for none. Packed files have none
   * @param badLines gets every line of text that is no edge. Packed edges are never bad: what
   *     cannot be read of them is damage
   * @throws java.nio.file.NoSuchFileException when there is no such file
   */
  public static EdgeInput open(String path, String comment, Consumer<BadRecord> badLines)
      throws IOException {
    InputStream in = Storages.of(path).open(path);
    try {
      return packed(path)
          ? PackedEdgeReader.open(in, path)
          : GraphTsvReader.open(in, path, comment, badLines);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Creates or replaces a file.
   *
   * @param tap wraps the stream that takes the bytes of the file, as it will be stored: for digests
   */
  public static EdgeOutput create(String path, UnaryOperator<OutputStream> tap) throws IOException {
    TfRecordCompression compression = TfRecordCompression.of(path);
    OutputStream out = tap.apply(Storages.of(path).create(path));
    return packed(path)
        ? PackedEdgeWriter.create(out, compression)
        : GraphTsvWriter.create(out, compression);
  }

  /** Writes lines of text, uncompressed, to a stream. */
  public static EdgeOutput text(OutputStream out) throws IOException {
    return GraphTsvWriter.create(out, TfRecordCompression.NONE);
  }
}
