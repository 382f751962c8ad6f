package org.beamnsl.pipelines.buildgraph;

import org.beamnsl.core.command.Flag;
import org.beamnsl.core.embedding.EmbeddingSchema;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.graph.EdgeFiles;
import org.beamnsl.core.graph.NeighborRule;
import org.beamnsl.core.join.JoinMethod;
import org.beamnsl.core.join.JoinParams;
import org.beamnsl.core.measure.SimilarityMeasure;
import org.beamnsl.core.measure.SimilarityMeasures;
import org.beamnsl.core.synthesis.DuplicateIds;
import org.beamnsl.core.synthesis.PreviousRows;
import org.jspecify.annotations.Nullable;

/** The flags of {@code build-graph}. */
public record BuildGraphOptions(
    @Flag(
            value = "embeddings as Examples: files, globs, folders or artifacts",
            required = true,
            kind = Flag.Kind.INPUT)
        String input,
    @Flag(
            value =
                "graph to write: a file ending in .tsv or .edges, else the folder of an artifact",
            required = true,
            kind = Flag.Kind.OUTPUT)
        String output,
    @Flag(
            value =
                "what close means: cosine, dot (of vectors of length 1), euclidean (distance), jaccard"
                    + " (of sets of tokens), or a measure on the class path",
            defaultValue = "cosine")
        String similarity,
    @Flag(
            value =
                "what two rows must reach: a cosine or dot product from -1 to 1, a jaccard similarity"
                    + " from 0 to 1; with euclidean, the largest distance that they may be apart",
            defaultValue = "0.8")
        double similarityThreshold,
    @Flag(value = "name of the id feature", defaultValue = "id") String idFeature,
    @Flag(
            value = "name of the feature that holds the vector, or the tokens",
            defaultValue = "embedding")
        String embeddingFeature,
    @Flag(value = "how pairs are found", defaultValue = "auto") JoinMethod method,
    @Flag(
            value = "probability with which hashing finds a pair at the threshold, in (0, 1)",
            defaultValue = "0.99")
        double targetRecall,
    @Flag(value = "digits of a hash key; 0 lets the plan choose (nsl: none)", defaultValue = "0")
        int lshSplits,
    @Flag(value = "keys per row, with --lshSplits", defaultValue = "1") int lshRounds,
    @Flag(value = "neighbours each row may choose; 0 for no limit", defaultValue = "0")
        int maxNeighbors,
    @Flag(
            value =
                "neighbours each row chooses, however far; 0 for off. Takes the place of"
                    + " --similarityThreshold and --maxNeighbors",
            defaultValue = "0")
        int topK,
    @Flag(
            value = "whether an edge needs one or both of its ends to choose it",
            defaultValue = "union")
        NeighborRule neighborRule,
    @Flag(value = "whether the mean is subtracted before hashing", defaultValue = "false")
        boolean center,
    @Flag(value = "files of the graph; 0 and 1 for one", defaultValue = "0") int numShards,
    @Flag(value = "most rows that one worker joins in memory", defaultValue = "1000000")
        int partitionRows,
    @Flag(value = "what hashes are derived from", defaultValue = "42") long seed,
    @Flag(value = "what happens to rows that share an id", defaultValue = "fail")
        DuplicateIds onDuplicateId,
    @Flag(value = "largest allowed share of bad records, from 0 to 1", defaultValue = "0")
        double maxBadFraction,
    @Flag(
            value = "an earlier graph, built with the same flags, that spares comparing again",
            kind = Flag.Kind.INPUT)
        @Nullable String previousGraph,
    @Flag(value = "the embeddings that it was built from", kind = Flag.Kind.INPUT)
        @Nullable String previousEmbeddings,
    @Flag(
            value =
                "keep: --input is added to the rows of --previousGraph; drop: the graph is of"
                    + " --input alone, and only pairs of rows that were not there before are"
                    + " compared",
            defaultValue = "keep")
        PreviousRows previousRows,
    @Flag(
            value =
                "whether the folder of the graph also gets keys/: hash keys and components of its"
                    + " rows, with which adding a few rows to it costs little",
            defaultValue = "false")
        boolean keepKeys,
    @Flag(value = "only say what would be done", defaultValue = "false", kind = Flag.Kind.VOLATILE)
        boolean dryRun,
    @Flag(
            value =
                "with --dryRun: plan for so many rows that are like those of the input; 0 for as many"
                    + " as there are",
            defaultValue = "0",
            kind = Flag.Kind.VOLATILE)
        long assumeRows,
    @Flag(
            value = "threads of one join; 0 for all cores, or 1 where several workers join",
            defaultValue = "0",
            kind = Flag.Kind.VOLATILE)
        int threads,
    @Flag(
            value = "number of the span of data that the graph is of, for the manifest",
            defaultValue = "0",
            kind = Flag.Kind.VOLATILE)
        long span,
    @Flag(
            value = "whether an output that exists is replaced",
            defaultValue = "false",
            kind = Flag.Kind.VOLATILE)
        boolean overwrite) {

  /** What is asked of the join. */
  JoinParams params() {
    if (topK < 0 || (topK > 0 && maxNeighbors > 0)) {
      throw NslException.usage(
          "--topK=" + topK + ": expected 1 or more, or 0 for off, and not with --maxNeighbors");
    }
    SimilarityMeasure measure = measure();
    try {
      return new JoinParams(
          measure,
          topK > 0 ? loosest(measure) : similarityThreshold,
          method,
          targetRecall,
          lshSplits,
          lshRounds,
          topK > 0 ? topK : maxNeighbors,
          neighborRule,
          center,
          partitionRows,
          seed);
    } catch (IllegalArgumentException e) {
      throw NslException.usage("--" + e.getMessage());
    }
  }

  private SimilarityMeasure measure() {
    return SimilarityMeasures.named(similarity);
  }

  private double loosest(SimilarityMeasure measure) {
    return measure
        .loosest()
        .orElseThrow(
            () ->
                NslException.usage(
                    "--topK="
                        + topK
                        + ": with --similarity="
                        + similarity
                        + " give --maxNeighbors and a --similarityThreshold, "
                        + measure.thresholds()));
  }

  /** Where rows are in their records, and what they are like. */
  EmbeddingSchema schema() {
    return new EmbeddingSchema(idFeature, embeddingFeature, 0, measure());
  }

  /** Whether the output is one file and not a folder. */
  boolean singleFile() {
    return output.endsWith(".tsv") || packed();
  }

  /** Whether the output is one file of packed edges. */
  boolean packed() {
    return EdgeFiles.packed(output);
  }
}
