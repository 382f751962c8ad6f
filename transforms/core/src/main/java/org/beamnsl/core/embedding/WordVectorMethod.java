package org.beamnsl.core.embedding;

import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.embedding.latent.DocumentFrequencies;
import org.beamnsl.core.embedding.latent.FrequencySums;
import org.beamnsl.core.embedding.rows.EmbedMethod;
import org.beamnsl.core.embedding.rows.LearningPass;
import org.beamnsl.core.embedding.rows.PageSums;
import org.beamnsl.core.embedding.rows.RowDecoder;
import org.beamnsl.core.embedding.rows.RowEncoder;
import org.beamnsl.core.embedding.words.TermCounts;

/**
 * Word vectors from a file, added up over a text; the payload is the counts of known words. A text
 * without any is all 0.
 */
final class WordVectorMethod implements EmbedMethod {
  private static final long serialVersionUID = 1;

  private final List<String> features;
  private final String path;
  private final WordWeighting weighting;

  WordVectorMethod(List<String> features, String path, WordWeighting weighting) {
    this.features = new ArrayList<>(features);
    this.path = path;
    this.weighting = weighting;
  }

  private WordVectors load() {
    return WordVectors.read(path, "id", "embedding");
  }

  @Override
  public RowEncoder encoder() {
    ExampleText text = new ExampleText(features);
    WordVectors vectors = load();
    return examples ->
        examples.stream().map(example -> LatentMethod.encode(text, vectors, example)).toList();
  }

  @Override
  public List<LearningPass> passes() {
    return weighting == WordWeighting.IDF ? List.of(new CountDocuments()) : List.of();
  }

  @Override
  public RowDecoder decoder(byte[] learned) {
    WordVectors vectors = load();
    DocumentFrequencies frequencies = DocumentFrequencies.ofBytes(learned, vectors.size());
    TermCounts counts = new TermCounts();
    return row -> {
      counts.readFrom(row.payload(), row.payloadEnd());
      return vector(vectors, frequencies, counts);
    };
  }

  private float[] vector(WordVectors vectors, DocumentFrequencies frequencies, TermCounts counts) {
    double[] sum = new double[vectors.dimensions()];
    double total = 0;
    for (int i = 0; i < counts.size(); i++) {
      double weight = counts.count(i) * weight(frequencies, counts.term(i));
      vectors.addTo(sum, counts.term(i), weight);
      total += weight;
    }
    double divisor = weighting == WordWeighting.SQRTN ? Math.sqrt(total) : total;
    float[] vector = new float[sum.length];
    for (int i = 0; i < vector.length && total > 0; i++) {
      vector[i] = (float) (sum[i] / divisor);
    }
    return vector;
  }

  private double weight(DocumentFrequencies frequencies, int word) {
    return weighting == WordWeighting.IDF
        ? StrictMath.log((1.0 + frequencies.documents()) / (1.0 + frequencies.of(word)))
        : 1;
  }

  /** Counts in how many texts each word stands. */
  private final class CountDocuments implements LearningPass {
    private static final long serialVersionUID = 1;

    @Override
    public PageSums open(byte[] learned) {
      return new FrequencySums(load().size());
    }

    @Override
    public byte[] finish(byte[] learned, double[] sums) {
      return DocumentFrequencies.ofSums(sums).toBytes();
    }
  }
}
