package org.beamnsl.pipelines.embed;

import java.util.List;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.embedding.EmbedParams;
import org.beamnsl.core.embedding.WordWeighting;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.pipelines.splits.SplitFlags;

/** The flags of {@code embed}. */
public record EmbedOptions(
    SplitFlags splits,
    @Flag(
            value = "feature, text, bag, colors, wordvectors:<file> or savedmodel:<folder>",
            defaultValue = "text")
        String embedder,
    @Flag(value = "the features that are embedded", defaultValue = "text") List<String> feature,
    @Flag(value = "values of a vector; 0 for what is usual: text 64, bag 1024", defaultValue = "0")
        int dimensions,
    @Flag(value = "text: 1 for words, 2 for pairs of words too", defaultValue = "1") int ngrams,
    @Flag(value = "wordvectors: how the vectors of a text's words become one", defaultValue = "idf")
        WordWeighting weighting,
    @Flag(value = "whether the mean direction is taken out of every vector", defaultValue = "false")
        boolean center,
    @Flag(value = "name of the id feature", defaultValue = "id") String idFeature,
    @Flag(value = "name of the label feature, which is copied", defaultValue = "label")
        String labelFeature,
    @Flag(value = "name of the feature that the vector is written to", defaultValue = "embedding")
        String embeddingFeature,
    @Flag(value = "what random numbers derive from", defaultValue = "42") long seed,
    @Flag(
            value = "whether a savedmodel is loaded that no manifest vouches for",
            defaultValue = "false",
            kind = Flag.Kind.VOLATILE)
        boolean allowUntrustedModel) {

  EmbedParams params() {
    try {
      return new EmbedParams(embedder, feature, dimensions, ngrams, weighting, center, seed);
    } catch (IllegalArgumentException e) {
      throw NslException.usage("--" + e.getMessage());
    }
  }
}
