package org.beamnsl.trainer.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.beamnsl.core.failure.NslException;

/**
 * Classifies vectors by the labelled vectors that are nearest by cosine: each of the k nearest
 * votes for its class with its cosine, negative ones with 0; when all votes are 0, every class is
 * as likely. Of equally near ones the first counts. Compares with every labelled vector, so time
 * grows with the product of both numbers.
 */
public final class NearestClasses {
  private final float[][] reference;
  private final int[] labels;
  private final int classes;
  private final int nearest;

  /**
   * Keeps the labelled vectors.
   *
   * @param labels from 0, one per vector
   * @param nearest how many vote, at least 1; all when there are fewer
   */
  public NearestClasses(float[][] reference, int[] labels, int nearest) {
    this.reference = Arrays.stream(reference).map(NearestClasses::unit).toArray(float[][]::new);
    this.labels = labels.clone();
    this.classes = Math.max(2, 1 + Arrays.stream(labels).max().orElse(0));
    this.nearest = Math.min(nearest, labels.length);
  }

  /** The share of the votes for each class, for each vector. */
  public float[][] probabilities(float[][] vectors) {
    return IntStream.range(0, vectors.length)
        .parallel()
        .mapToObj(row -> probabilities(unit(vectors[row])))
        .toArray(float[][]::new);
  }

  private float[] probabilities(float[] vector) {
    float[] best = new float[nearest];
    int[] rows = new int[nearest];
    int held = 0;
    for (int row = 0; row < reference.length; row++) {
      float cosine = dot(vector, reference[row]);
      if (held == nearest && cosine <= best[held - 1]) {
        continue;
      }
      int place = held < nearest ? held++ : held - 1;
      for (; place > 0 && best[place - 1] < cosine; place--) {
        best[place] = best[place - 1];
        rows[place] = rows[place - 1];
      }
      best[place] = cosine;
      rows[place] = row;
    }
    return votes(best, rows, held);
  }

  private float[] votes(float[] cosines, int[] rows, int held) {
    float[] votes = new float[classes];
    float sum = 0;
    for (int i = 0; i < held; i++) {
      float vote = Math.max(0, cosines[i]);
      votes[labels[rows[i]]] += vote;
      sum += vote;
    }
    for (int c = 0; c < classes; c++) {
      votes[c] = sum > 0 ? votes[c] / sum : 1f / classes;
    }
    return votes;
  }

  private float dot(float[] left, float[] right) {
    if (left.length != right.length) {
      throw NslException.badData(
          "an example has "
              + left.length
              + " numbers to compare, the reference has "
              + right.length);
    }
    float sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  private static float[] unit(float[] vector) {
    double square = 0;
    for (float value : vector) {
      square += (double) value * value;
    }
    float[] unit = new float[vector.length];
    float scale = square > 0 ? (float) (1 / Math.sqrt(square)) : 0;
    for (int i = 0; i < unit.length; i++) {
      unit[i] = vector[i] * scale;
    }
    return unit;
  }

  /** What stands for examples as vectors. */
  @FunctionalInterface
  public interface Vectors {
    /** One vector per serialized example. */
    float[][] of(List<byte[]> examples);
  }
}
