package org.beamnsl.core.embedding;

import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.embedding.latent.LatentModel;
import org.beamnsl.core.embedding.latent.LatentParams;
import org.beamnsl.core.embedding.latent.LatentPasses;
import org.beamnsl.core.embedding.rows.EmbedMethod;
import org.beamnsl.core.embedding.rows.LearningPass;
import org.beamnsl.core.embedding.rows.Payload;
import org.beamnsl.core.embedding.rows.RowDecoder;
import org.beamnsl.core.embedding.rows.RowEncoder;
import org.beamnsl.core.embedding.words.HashedTerms;
import org.beamnsl.core.embedding.words.TermCounts;
import org.beamnsl.core.embedding.words.Terms;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.page.PageWriter;

/** Hashed tf-idf with a truncated SVD; the payload is the counts of hashed terms. */
public final class LatentMethod implements EmbedMethod {
  private static final long serialVersionUID = 1;

  /** Many more numbers than a language has words, so that few words share one. */
  private static final int BITS = 20;

  private final List<String> features;
  private final int ngrams;
  private final LatentParams params;

  /** Embeds the text of these features, taken together. */
  public LatentMethod(List<String> features, int ngrams, LatentParams params) {
    this.features = new ArrayList<>(features);
    this.ngrams = ngrams;
    this.params = params;
  }

  @Override
  public RowEncoder encoder() {
    ExampleText text = new ExampleText(features);
    Terms terms = new HashedTerms(BITS, ngrams);
    return examples -> examples.stream().map(example -> encode(text, terms, example)).toList();
  }

  @Override
  public List<LearningPass> passes() {
    return LatentPasses.of(params, 1 << BITS);
  }

  @Override
  public RowDecoder decoder(byte[] learned) {
    LatentModel model = LatentModel.ofBytes(learned);
    TermCounts counts = new TermCounts();
    return row -> {
      counts.readFrom(row.payload(), row.payloadEnd());
      return model.embed(counts);
    };
  }

  static Payload encode(ExampleText text, Terms terms, byte[] example) {
    try {
      TermCounts counts = text.count(example, terms);
      PageWriter page = new PageWriter(1 << 10);
      counts.writeTo(page);
      return Payload.of(page.take());
    } catch (BadExampleException e) {
      return Payload.bad(e.reason());
    }
  }
}
