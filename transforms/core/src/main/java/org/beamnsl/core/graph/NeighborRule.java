package org.beamnsl.core.graph;

/** Which edges stay when each node may choose only its nearest neighbours. */
public enum NeighborRule {
  /** An edge stays when at least one of its ends chose it; nodes may keep more than k edges. */
  UNION,
  /** An edge stays when both of its ends chose it; no node keeps more than k edges. */
  MUTUAL
}
