package org.beamnsl.core.synthesis;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.lsh.HashFamily;
import org.beamnsl.core.lsh.HashParams;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;

/**
 * Files of hash keys: row by row the keys of all rounds, each in as many bytes as the longest one
 * needs, the low byte first.
 */
final class RowKeys {
  private static final int CHUNK_ROWS = 4096;

  private static final VarHandle KEY =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final int rounds;
  private final int keyBytes;
  private final int keyMask;

  RowKeys(HashFamily family, HashParams hash) {
    this.rounds = hash.rounds();
    this.keyBytes = (family.keyBits(hash.width(), hash.slices()) + Byte.SIZE - 1) / Byte.SIZE;
    this.keyMask = -1 >>> (Integer.SIZE - Byte.SIZE * keyBytes);
  }

  /**
   * Writes a file.
   *
   * @param keys key r of row i at {@code i * rounds + r}
   */
  ManifestFile write(String path, int[] keys) throws IOException {
    int rows = keys.length / rounds;
    try (DigestedOutput out = new DigestedOutput(Storages.of(path).create(path))) {
      byte[] chunk = new byte[CHUNK_ROWS * rounds * keyBytes];
      for (int from = 0; from < rows; from += CHUNK_ROWS) {
        int end = Math.min(rows, from + CHUNK_ROWS) * rounds;
        int at = 0;
        for (int i = from * rounds; i < end; i++) {
          for (int b = 0, key = keys[i]; b < keyBytes; b++, key >>>= Byte.SIZE) {
            chunk[at++] = (byte) key;
          }
        }
        out.write(chunk, 0, at);
      }
      out.flush();
      return out.file(Storages.baseName(path), rows);
    }
  }

  /**
   * Starts to read at the first row.
   *
   * @param copies where copies of the files go; empty for no copies
   * @param copied receives what was copied
   */
  Reader read(List<KeptFile> files, List<String> copies, List<ManifestFile> copied) {
    return new Reader(files, copies, copied);
  }

  /** Reads the keys of rows, file after file; keeps a copy of each when asked to. */
  final class Reader implements Closeable {
    private final List<KeptFile> files;
    private final List<String> copies;
    private final List<ManifestFile> copied;
    private int file = -1;
    private InputStream in = InputStream.nullInputStream();
    private DigestedOutput copy = new DigestedOutput(OutputStream.nullOutputStream());
    private byte[] bytes = {};

    private Reader(List<KeptFile> files, List<String> copies, List<ManifestFile> copied) {
      this.files = files;
      this.copies = copies;
      this.copied = copied;
    }

    /** Reads the keys of the next rows; key r of row i of them at {@code i * rounds + r}. */
    int[] next(int rows) throws IOException {
      int size = rows * rounds * keyBytes;
      // The last key is read with the bytes behind it, as all keys are.
      bytes = bytes.length < size + Integer.BYTES ? new byte[size + Integer.BYTES] : bytes;
      int filled = 0;
      while (filled < size) {
        int n = in.read(bytes, filled, size - filled);
        if (n > 0) {
          copy.write(bytes, filled, n);
          filled += n;
        } else if (!nextFile()) {
          throw new EOFException(files.get(files.size() - 1).path() + ": keys of too few rows");
        }
      }
      int[] keys = new int[rows * rounds];
      for (int i = 0; i < keys.length; i++) {
        keys[i] = (int) KEY.get(bytes, i * keyBytes) & keyMask;
      }
      return keys;
    }

    private boolean nextFile() throws IOException {
      endFile();
      file++;
      if (file == files.size()) {
        return false;
      }
      String path = files.get(file).path();
      in = Storages.of(path).open(path);
      copy =
          new DigestedOutput(
              copies.isEmpty()
                  ? OutputStream.nullOutputStream()
                  : new BufferedOutputStream(
                      Storages.of(copies.get(file)).create(copies.get(file))));
      return true;
    }

    private void endFile() throws IOException {
      in.close();
      copy.close();
      if (file < 0 || file >= files.size()) {
        return;
      }
      KeptFile kept = files.get(file);
      String name = copies.isEmpty() ? "keys" : Storages.baseName(copies.get(file));
      ManifestFile read = copy.file(name, kept.records());
      kept.check(read);
      if (!copies.isEmpty()) {
        copied.add(read);
      }
    }

    /**
     * Ends the reading.
     *
     * @throws NslException (65) when there are keys of more rows
     */
    void finish() throws IOException {
      if (in.read() >= 0 || (nextFile() && in.read() >= 0)) {
        throw NslException.badData(
            files.get(file).path() + ": keys of more rows than --previousEmbeddings has");
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
      copy.close();
    }
  }
}
