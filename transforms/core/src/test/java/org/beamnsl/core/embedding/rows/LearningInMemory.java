package org.beamnsl.core.embedding.rows;

import java.io.IOException;
import java.util.List;

/** Goes through the passes of a method over pages in memory, in two parts. */
public final class LearningInMemory {
  private LearningInMemory() {}

  /** What the last pass leaves; empty when there is none. */
  public static byte[] of(List<LearningPass> passes, List<byte[]> pages) throws IOException {
    byte[] learned = new byte[0];
    for (LearningPass pass : passes) {
      PageSums even = pass.open(learned);
      PageSums odd = pass.open(learned);
      for (int i = 0; i < pages.size(); i++) {
        (i % 2 == 0 ? even : odd).addPage(pages.get(i));
      }
      double[] sums = even.values();
      for (int i = 0; i < odd.values().length; i++) {
        sums[i] += odd.values()[i];
      }
      learned = pass.finish(learned, sums);
    }
    return learned;
  }
}
