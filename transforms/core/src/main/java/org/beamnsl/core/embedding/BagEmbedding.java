package org.beamnsl.core.embedding;

import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.embedding.words.HashedTerms;
import org.beamnsl.core.embedding.words.TermCounts;
import org.beamnsl.core.example.BadExampleException;
import org.jspecify.annotations.Nullable;

/**
 * A bag of words: how often each word stands in a text, words folded into a fixed number of columns
 * by their hash, with a sign of their own so that words that meet cancel out on average (Weinberger
 * et al., "Feature hashing for large scale multitask learning", 2009).
 */
public final class BagEmbedding implements EmbeddingFn {
  private static final long serialVersionUID = 1;
  private static final int BITS = 24;

  private final List<String> features;
  private final int dimensions;
  private transient @Nullable ExampleText text;

  /** Counts the words of these features in this many columns. */
  public BagEmbedding(List<String> features, int dimensions) {
    this.features = new ArrayList<>(features);
    this.dimensions = dimensions;
  }

  @Override
  public void open() {
    text = new ExampleText(features);
  }

  @Override
  public List<Embedded> embed(List<byte[]> examples) {
    return examples.stream().map(this::embed).toList();
  }

  private Embedded embed(byte[] example) {
    ExampleText opened = text;
    if (opened == null) {
      throw new IllegalStateException("open comes before embed");
    }
    try {
      TermCounts counts = opened.count(example, new HashedTerms(BITS, 1));
      float[] vector = new float[dimensions];
      for (int i = 0; i < counts.size(); i++) {
        int number = counts.term(i);
        int sign = (number & 1) == 0 ? 1 : -1;
        vector[(number >>> 1) % dimensions] += sign * counts.count(i);
      }
      return Embedded.of(vector);
    } catch (BadExampleException e) {
      return Embedded.bad(e.reason());
    }
  }
}
