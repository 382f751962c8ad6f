package org.beamnsl.core.graph;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines of {@link EdgeLines}, byte for byte, with several threads that make the text of
 * some nodes each. Of what waits for its turn to be written, memory holds a few parts of the text.
 */
public final class ParallelEdgeLines implements Closeable {
  private static final int PART_EDGES = 1 << 15;

  private final EdgeLines lines;
  private final SortedGraph graph;
  private final int partEdges;
  private final int mostWaiting;
  private final ExecutorService threads;

  /** Nodes that follow each other, and their text, unless it is too long to be kept. */
  private record Part(int from, int to, @Nullable Future<ByteArrayOutputStream> text) {}

  /** Prepares writing a graph's lines. */
  public ParallelEdgeLines(EdgeLines lines, SortedGraph graph, int threads) {
    this(lines, graph, threads, PART_EDGES);
  }

  ParallelEdgeLines(EdgeLines lines, SortedGraph graph, int threads, int partEdges) {
    this.lines = lines;
    this.graph = graph;
    this.partEdges = partEdges;
    this.mostWaiting = 2 * threads;
    this.threads = Executors.newFixedThreadPool(threads);
  }

  /** Writes the lines of the nodes from {@code from} to before {@code to}. */
  public void write(int from, int to, OutputStream out) throws IOException {
    Deque<Part> waiting = new ArrayDeque<>();
    int next = from;
    while (next < to || !waiting.isEmpty()) {
      while (next < to && waiting.size() < mostWaiting) {
        Part part = part(next, to);
        waiting.add(part);
        next = part.to();
      }
      write(waiting.remove(), out);
    }
  }

  private Part part(int from, int limit) {
    int to = from;
    long edges = 0;
    do {
      edges += graph.degree(to++);
    } while (to < limit && edges + graph.degree(to) <= partEdges);
    int end = to;
    return new Part(
        from, end, edges > 8L * partEdges ? null : threads.submit(() -> text(from, end)));
  }

  private ByteArrayOutputStream text(int from, int to) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream(1 << 16);
    lines.write(from, to, text);
    return text;
  }

  private void write(Part part, OutputStream out) throws IOException {
    if (part.text() == null) {
      lines.write(part.from(), part.to(), out);
      return;
    }
    try {
      part.text().get().writeTo(out);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Ends the threads. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
