package org.beamnsl.core.synthesis;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.graph.EdgeShard;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;

/**
 * Inserts lines of new edges into a sorted file of edges. Lines of the file are copied as they are,
 * whole stretches at once; its digest is held against the manifest's on the way.
 */
final class EdgeInsertion {
  private static final int BUFFER = 1 << 20;

  private final EdgeShard added;
  private final LongestGroup groups = new LongestGroup();
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private int place;
  private byte[] line = {};
  private int sourceLength;
  private OutputStream out = OutputStream.nullOutputStream();

  /**
   * Prepares to insert.
   *
   * @param added the edges, both directions of each, sorted
   */
  EdgeInsertion(EdgeShard added) throws IOException {
    this.added = added;
    next();
  }

  /** Neighbours of the source with most among those that got new edges. */
  int maxDegree() {
    return groups.longest;
  }

  /** Sources of new edges that had no edge before. */
  int newSources() {
    return groups.fresh;
  }

  /**
   * Writes the lines of a file and the new ones.
   *
   * @throws NslException (65) when the file is not the one that its manifest lists
   */
  ManifestFile write(KeptFile graph, String path) throws IOException {
    DigestedOutput read = new DigestedOutput(OutputStream.nullOutputStream());
    try (InputStream in = Storages.of(graph.path()).open(graph.path());
        DigestedOutput digested = new DigestedOutput(Storages.of(path).create(path))) {
      out = new BufferedOutputStream(digested, 1 << 16);
      byte[] buffer = new byte[BUFFER];
      int filled = 0;
      for (int n = in.read(buffer, 0, BUFFER);
          n > 0;
          n = in.read(buffer, filled, BUFFER - filled)) {
        read.write(buffer, filled, n);
        filled += n;
        int end = lines(buffer, filled);
        if (end == 0 && filled == BUFFER) {
          throw NslException.badData(graph.path() + ": a line of more than " + BUFFER + " bytes");
        }
        System.arraycopy(buffer, end, buffer, 0, filled - end);
        filled -= end;
      }
      graph.check(read.file("graph", graph.records()));
      while (line.length > 0) {
        insert();
      }
      groups.end();
      out.flush();
      return digested.file(Storages.baseName(path), graph.records() + added.size());
    }
  }

  /** Copies the whole lines of a buffer, new ones among them; returns where the last line ends. */
  private int lines(byte[] buffer, int filled) throws IOException {
    int copied = 0;
    int start = 0;
    for (int at = 0; at < filled; at++) {
      if (buffer[at] == '\n') {
        while (line.length > 0 && !before(buffer, start, at)) {
          out.write(buffer, copied, start - copied);
          copied = start;
          insert();
        }
        groups.old(buffer, start, at);
        start = at + 1;
      }
    }
    out.write(buffer, copied, start - copied);
    return start;
  }

  /** Whether a line of the file comes before the next new one. */
  private boolean before(byte[] buffer, int start, int end) {
    int at = Arrays.mismatch(buffer, start, end, line, 0, line.length);
    if (at > sourceLength) {
      groups.open(line, sourceLength);
    }
    // A tab ends an id, and an id comes before its longer namesakes.
    int here = buffer[start + at] == '\t' ? -1 : buffer[start + at] & 0xff;
    int there = line[at] == '\t' ? -1 : line[at] & 0xff;
    return here < there;
  }

  private void insert() throws IOException {
    groups.added(line, sourceLength);
    out.write(line, 0, line.length);
    place++;
    next();
  }

  private void next() throws IOException {
    if (place == added.size()) {
      line = new byte[0];
      return;
    }
    pending.reset();
    added.writeLine(place, pending);
    line = pending.toByteArray();
    sourceLength = 0;
    while (line[sourceLength] != '\t') {
      sourceLength++;
    }
  }

  /** Counts the lines of the sources that get new ones. */
  private static final class LongestGroup {
    /** The source at hand with the tab behind it; empty when it gets no new line. */
    private byte[] source = {};

    private int oldLines;
    private int newLines;
    private int longest;
    private int fresh;

    void open(byte[] line, int sourceLength) {
      if (!Arrays.equals(source, 0, source.length, line, 0, sourceLength + 1)) {
        end();
        source = Arrays.copyOf(line, sourceLength + 1);
      }
    }

    void added(byte[] line, int sourceLength) {
      open(line, sourceLength);
      newLines++;
    }

    void old(byte[] buffer, int start, int end) {
      if (source.length > 0
          && end - start > source.length
          && Arrays.equals(buffer, start, start + source.length, source, 0, source.length)) {
        oldLines++;
      }
    }

    void end() {
      longest = Math.max(longest, newLines == 0 ? 0 : oldLines + newLines);
      fresh += newLines > 0 && oldLines == 0 ? 1 : 0;
      oldLines = 0;
      newLines = 0;
      source = new byte[0];
    }
  }
}
