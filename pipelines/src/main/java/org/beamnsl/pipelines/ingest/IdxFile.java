package org.beamnsl.pipelines.ingest;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.tfrecord.TfRecordCompression;

/** A file of unsigned bytes in the idx format of MNIST, read item by item. */
final class IdxFile implements Closeable {
  private static final int UNSIGNED_BYTES = 0x08;
  private static final int MAX_ITEM_BYTES = 1 << 28;

  private final String file;
  private final DataInputStream in;
  private final int[] shape;
  private final int itemBytes;

  private IdxFile(String file, DataInputStream in, int[] shape) {
    this.file = file;
    this.in = in;
    this.shape = shape;
    long bytes = Arrays.stream(shape).skip(1).asLongStream().reduce(1, (a, b) -> a * b);
    if (bytes < 1 || bytes > MAX_ITEM_BYTES || shape[0] < 0) {
      throw NslException.badData(file + ": not an idx file: shape " + Arrays.toString(shape));
    }
    this.itemBytes = (int) bytes;
  }

  /** Opens a file, decompressing by its extension. */
  static IdxFile open(String file) throws IOException {
    InputStream raw = Storages.of(file).open(file);
    try {
      DataInputStream in =
          new DataInputStream(
              new BufferedInputStream(TfRecordCompression.of(file).decompress(raw), 1 << 16));
      int magic = in.readInt();
      int rank = magic & 0xff;
      if (magic >>> 8 != UNSIGNED_BYTES || rank < 1 || rank > 4) {
        throw NslException.badData(
            file + ": not an idx file of unsigned bytes: it starts with " + magic);
      }
      int[] shape = new int[rank];
      for (int i = 0; i < rank; i++) {
        shape[i] = in.readInt();
      }
      return new IdxFile(file, in, shape);
    } catch (EOFException e) {
      raw.close();
      throw NslException.badData(file + ": not an idx file: it ends inside the header");
    } catch (IOException e) {
      raw.close();
      throw UnreadableFile.explain(file, e);
    } catch (RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  int count() {
    return shape[0];
  }

  int rank() {
    return shape.length;
  }

  /** Length along one axis of an item: 1 is the first axis after the count. */
  int axis(int index) {
    return shape[index];
  }

  /** The next item. */
  byte[] next() throws IOException {
    byte[] item = new byte[itemBytes];
    try {
      in.readFully(item);
    } catch (EOFException e) {
      throw NslException.badData(file + ": ends early, its header promises " + count() + " items");
    } catch (IOException e) {
      throw UnreadableFile.explain(file, e);
    }
    return item;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
