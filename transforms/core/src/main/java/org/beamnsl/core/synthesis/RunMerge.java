package org.beamnsl.core.synthesis;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;

/**
 * Merges sorted files of edges into one. All edges of a source are in the same file, so only
 * sources are compared.
 */
public final class RunMerge {
  private RunMerge() {}

  /** Merges the files at {@code runs} into the file at {@code path}. */
  public static ManifestFile merge(List<String> runs, String path) throws IOException {
    List<Run> open = new ArrayList<>();
    try (DigestedOutput digested = new DigestedOutput(Storages.of(path).create(path))) {
      PriorityQueue<Run> queue = new PriorityQueue<>();
      for (String run : runs) {
        Run next = new Run(run);
        open.add(next);
        if (next.advance()) {
          queue.add(next);
        }
      }
      OutputStream out = new BufferedOutputStream(digested, 1 << 16);
      long lines = 0;
      for (Run run = queue.poll(); run != null; run = queue.poll()) {
        // Stays with a run while its source stays: the queue is asked once per source.
        byte[] source = run.source();
        boolean more = true;
        while (more && run.hasSource(source)) {
          out.write(run.line, 0, run.length);
          lines++;
          more = run.advance();
        }
        if (more) {
          queue.add(run);
        }
      }
      out.flush();
      return digested.file(Storages.baseName(path), lines);
    } finally {
      for (Run run : open) {
        run.close();
      }
    }
  }

  private static final class Run implements Comparable<Run>, Closeable {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;
    private byte[] line = new byte[256];
    private int length;
    private int sourceLength;

    Run(String path) throws IOException {
      in = new BufferedInputStream(Storages.of(path).open(path), 1 << 16);
    }

    boolean advance() throws IOException {
      length = 0;
      sourceLength = -1;
      while (true) {
        if (at == filled) {
          filled = in.read(buffer);
          at = 0;
          if (filled <= 0) {
            filled = 0;
            return false;
          }
        }
        byte b = buffer[at++];
        if (length == line.length) {
          line = Arrays.copyOf(line, 2 * length);
        }
        line[length++] = b;
        if (b == '\t' && sourceLength < 0) {
          sourceLength = length - 1;
        } else if (b == '\n') {
          return true;
        }
      }
    }

    byte[] source() {
      return Arrays.copyOf(line, sourceLength);
    }

    boolean hasSource(byte[] source) {
      return Arrays.equals(line, 0, sourceLength, source, 0, source.length);
    }

    @Override
    public int compareTo(Run other) {
      return Arrays.compareUnsigned(line, 0, sourceLength, other.line, 0, other.sourceLength);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
