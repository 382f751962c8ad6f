package org.beamnsl.core.similarity;

/** Changes the vectors of samples for tests; shared with other modules' tests. */
public final class VectorSamples {
  private VectorSamples() {}

  /** The same directions, all of length 1. */
  public static EmbeddingBlock unit(EmbeddingBlock block) {
    float[] values = block.values().clone();
    int dims = block.dims();
    for (int from = 0; from < values.length; from += dims) {
      float scale = (float) (1 / Math.sqrt(DoubleDot.product(values, from, from, dims)));
      for (int k = from; k < from + dims; k++) {
        values[k] *= scale;
      }
    }
    return new EmbeddingBlock(block.ids(), dims, values);
  }

  /** Every vector times a factor, then moved along the first axis. */
  public static EmbeddingBlock scaled(EmbeddingBlock block, float by, float shift) {
    float[] values = block.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] * by + (i % block.dims() == 0 ? shift : 0);
    }
    return new EmbeddingBlock(block.ids(), block.dims(), values);
  }
}
