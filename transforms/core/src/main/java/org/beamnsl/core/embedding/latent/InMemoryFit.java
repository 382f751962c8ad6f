package org.beamnsl.core.embedding.latent;

import java.util.List;
import java.util.stream.IntStream;

/** Learns from pages that are all in memory, on several threads. */
public final class InMemoryFit {
  private final LatentParams params;
  private final int terms;

  /** Learns from documents whose terms are numbered below {@code terms}. */
  public InMemoryFit(LatentParams params, int terms) {
    this.params = params;
    this.terms = terms;
  }

  /** The model of these documents; the same for any order of the pages and any parallelism. */
  public LatentModel fit(List<byte[]> pages) {
    DocumentFrequencies frequencies = new DocumentFrequencies(terms);
    pages.forEach(frequencies::addPage);
    TermWeights weights = TermWeights.of(frequencies, params);
    LatentFit fit = new LatentFit(params, weights);
    TallMatrix basis = fit.start();
    TallMatrix product = multiply(weights, basis, pages);
    for (int pass = 1; pass < params.passes(); pass++) {
      basis = product.orthonormal();
      product = multiply(weights, basis, pages);
    }
    return fit.model(basis, product);
  }

  private static TallMatrix multiply(TermWeights weights, TallMatrix basis, List<byte[]> pages) {
    int parts = Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), pages.size()));
    RangePass sum =
        IntStream.range(0, parts)
            .parallel()
            .mapToObj(
                part -> {
                  RangePass pass = new RangePass(weights, basis);
                  for (int page = part; page < pages.size(); page += parts) {
                    pass.addPage(pages.get(page));
                  }
                  return pass;
                })
            .reduce(RangePass::plus)
            .orElseThrow();
    return new TallMatrix(basis.width(), sum.sums());
  }
}
