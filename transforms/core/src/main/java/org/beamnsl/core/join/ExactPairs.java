package org.beamnsl.core.join;

import java.util.Arrays;

/** Compares every pair, block by block. */
final class ExactPairs {
  private static final int BLOCK = 1024;

  private final JoinTask task;

  ExactPairs(JoinTask task) {
    this.task = task;
  }

  void run() {
    int rows = task.matrix().rows();
    int[] order = new int[rows];
    Arrays.setAll(order, i -> i);
    int blocks = (rows + BLOCK - 1) / BLOCK;
    task.parallel(
        Math.multiplyExact(blocks, blocks + 1) / 2,
        (number, finder) -> {
          int high = (int) ((Math.sqrt(8.0 * number + 1) - 1) / 2);
          int low = number - high * (high + 1) / 2;
          block(finder, order, low, high);
        });
  }

  private static void block(EdgeFinder finder, int[] order, int low, int high) {
    int from = high * BLOCK;
    int to = Math.min(order.length, from + BLOCK);
    if (low == high) {
      finder.within(order, from, to);
    } else {
      finder.between(order, low * BLOCK, (low + 1) * BLOCK, from, to);
    }
  }
}
