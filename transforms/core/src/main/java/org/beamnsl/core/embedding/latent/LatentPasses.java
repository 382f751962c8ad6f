package org.beamnsl.core.embedding.latent;

import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.embedding.rows.LearningPass;
import org.beamnsl.core.embedding.rows.PageSums;
import org.beamnsl.core.page.PageReader;
import org.beamnsl.core.page.PageWriter;

/**
 * The passes in which a {@link LatentModel} is learned: one counts in how many documents terms
 * stand, the others multiply the documents with the basis that the one before left.
 */
public final class LatentPasses {
  private LatentPasses() {}

  /** Learns from documents whose terms are numbered below {@code terms}. */
  public static List<LearningPass> of(LatentParams params, int terms) {
    List<LearningPass> passes = new ArrayList<>();
    passes.add(new Count(params, terms));
    for (int pass = 1; pass <= params.passes(); pass++) {
      passes.add(new Multiply(params, pass == params.passes()));
    }
    return passes;
  }

  private record Count(LatentParams params, int terms) implements LearningPass {
    @Override
    public PageSums open(byte[] learned) {
      return new FrequencySums(terms);
    }

    @Override
    public byte[] finish(byte[] learned, double[] sums) {
      TermWeights weights = TermWeights.of(DocumentFrequencies.ofSums(sums), params);
      return new Progress(weights, new LatentFit(params, weights).start()).toBytes();
    }
  }

  private record Multiply(LatentParams params, boolean last) implements LearningPass {
    @Override
    public PageSums open(byte[] learned) {
      Progress progress = Progress.ofBytes(learned);
      return new RangeSums(progress.weights, progress.basis);
    }

    @Override
    public byte[] finish(byte[] learned, double[] sums) {
      Progress progress = Progress.ofBytes(learned);
      TallMatrix product = new TallMatrix(progress.basis.width(), sums);
      return last
          ? new LatentFit(params, progress.weights).model(progress.basis, product).toBytes()
          : new Progress(progress.weights, product.orthonormal()).toBytes();
    }
  }

  /** What one pass leaves to the next. */
  private record Progress(TermWeights weights, TallMatrix basis) {
    byte[] toBytes() {
      PageWriter page = new PageWriter(1 << 16);
      weights.writeTo(page);
      page.putInt(basis.width());
      for (double value : basis.values()) {
        page.putDouble(value);
      }
      return page.take();
    }

    static Progress ofBytes(byte[] bytes) {
      PageReader page = new PageReader(bytes);
      TermWeights weights = TermWeights.readFrom(page);
      int width = page.getInt();
      double[] values = new double[weights.size() * width];
      for (int i = 0; i < values.length; i++) {
        values[i] = page.getDouble();
      }
      return new Progress(weights, new TallMatrix(width, values));
    }
  }
}
