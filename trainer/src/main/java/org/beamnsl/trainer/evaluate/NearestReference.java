package org.beamnsl.trainer.evaluate;

import java.util.Arrays;
import java.util.List;

/**
 * Labelled examples by which embeddings are judged.
 *
 * @param nearest how many of them vote
 */
public record NearestReference(EvaluationSet examples, int nearest) {

  /** The classifier that these examples make of a way to see examples as vectors. */
  NearestClasses over(NearestClasses.Vectors vectors, int batch) {
    int[] labels = examples.labels();
    float[][] all = new float[labels.length][];
    for (int from = 0; from < labels.length; from += batch) {
      int to = Math.min(labels.length, from + batch);
      List<byte[]> part = examples.bytes(from, to);
      System.arraycopy(vectors.of(part), 0, all, from, to - from);
    }
    return new NearestClasses(all, Arrays.copyOf(labels, labels.length), nearest);
  }
}
