package org.beamnsl.core.graph;

import java.util.Arrays;
import org.beamnsl.core.similarity.IdTable;

/**
 * Connected components of nodes that are known by 64-bit hashes of their ids, so that edges may
 * come from anywhere in any order. Takes 16 bytes per node and some room. For use by one thread.
 *
 * <p>Two of n ids have one hash with probability n² / 2^65: 3e-8 for a million ids.
 */
public final class HashedComponents {
  private static final int EMPTY = -1;

  private long[] hashes = new long[1 << 10];
  private int[] nodes = filled(1 << 10);
  private int[] parent = new int[1 << 9];
  private int[] size = new int[1 << 9];
  private int count;

  /** The hash of an id. */
  public static long hash(byte[] bytes, int from, int to) {
    return IdTable.hash(bytes, from, to);
  }

  /** Connects two nodes; says whether they were apart. */
  public boolean join(long a, long b) {
    int rootA = root(node(a));
    int rootB = root(node(b));
    if (rootA == rootB) {
      return false;
    }
    int small = size[rootA] < size[rootB] ? rootA : rootB;
    int large = small == rootA ? rootB : rootA;
    parent[small] = large;
    size[large] += size[small];
    return true;
  }

  /** Components with at least two nodes. */
  public int components() {
    int roots = 0;
    for (int node = 0; node < count; node++) {
      roots += parent[node] == node && size[node] > 1 ? 1 : 0;
    }
    return roots;
  }

  /** Nodes of the largest component; 0 without edges. */
  public int largest() {
    int largest = 0;
    for (int node = 0; node < count; node++) {
      largest = Math.max(largest, size[node]);
    }
    return largest;
  }

  private int node(long hash) {
    int slot = slot(hash);
    if (nodes[slot] == EMPTY) {
      if (2 * (count + 1) > hashes.length) {
        rehash();
        slot = slot(hash);
      }
      if (count == parent.length) {
        parent = Arrays.copyOf(parent, 2 * count);
        size = Arrays.copyOf(size, 2 * count);
      }
      hashes[slot] = hash;
      nodes[slot] = count;
      parent[count] = count;
      size[count] = 1;
      count++;
    }
    return nodes[slot];
  }

  private int slot(long hash) {
    int slot = (int) hash & (hashes.length - 1);
    while (nodes[slot] != EMPTY && hashes[slot] != hash) {
      slot = (slot + 1) & (hashes.length - 1);
    }
    return slot;
  }

  private void rehash() {
    long[] oldHashes = hashes;
    int[] oldNodes = nodes;
    hashes = new long[2 * oldHashes.length];
    nodes = filled(hashes.length);
    for (int i = 0; i < oldNodes.length; i++) {
      if (oldNodes[i] != EMPTY) {
        int slot = slot(oldHashes[i]);
        hashes[slot] = oldHashes[i];
        nodes[slot] = oldNodes[i];
      }
    }
  }

  private int root(int node) {
    int at = node;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  private static int[] filled(int length) {
    int[] nodes = new int[length];
    Arrays.fill(nodes, EMPTY);
    return nodes;
  }
}
