package org.beamnsl.core.join;

import org.beamnsl.core.measure.Closeness;
import org.beamnsl.core.similarity.EmbeddingMatrix;

/**
 * One join at work: its data and where its results go.
 *
 * @param matrix the rows
 * @param closeness how close a pair must be
 * @param rule which pairs may be emitted
 * @param sink where edges go
 * @param counts facts for the report
 * @param loop the threads
 */
record JoinTask(
    EmbeddingMatrix matrix,
    Closeness closeness,
    PairRule rule,
    EdgeSink sink,
    JoinCounts counts,
    ParallelLoop loop) {

  EdgeFinder finder() {
    return new EdgeFinder(matrix, closeness, rule, sink);
  }

  /** Runs numbered tasks, each with its thread's finder, and collects what the finders found. */
  void parallel(int tasks, ParallelLoop.Task<EdgeFinder> body) {
    loop.run(
        tasks,
        this::finder,
        (number, finder) -> {
          long before = finder.compared();
          body.run(number, finder);
          finder.flush();
          counts.compared.addAndGet(finder.compared() - before);
        });
  }
}
