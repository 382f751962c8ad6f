package org.beamnsl.core.join;

import org.beamnsl.core.graph.EdgeList;
import org.jspecify.annotations.Nullable;

/** Where the edges go that the threads of a join find. */
interface EdgeSink {
  /** Takes the edges of a thread and empties its list. Called by several threads. */
  void take(EdgeList more);

  /**
   * For each row, a weight below which no edge matters to it, or null when only the threshold
   * counts. Rises while the join runs; a pair matters when it reaches the floor of either end.
   */
  default float @Nullable [] floors() {
    return null;
  }
}
