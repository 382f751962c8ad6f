package org.beamnsl.pipelines.buildgraph;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.badrecord.BadRecordPolicy;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;

/** Builds a similarity graph from embeddings. */
public final class BuildGraphCommand implements Command<BuildGraphOptions> {
  @Override
  public String name() {
    return "build-graph";
  }

  @Override
  public String summary() {
    return "connect rows whose embeddings are similar";
  }

  @Override
  public String details() {
    return """
        Reads embeddings (Examples with an id and a vector of floats) and writes every pair whose
        cosine is at least --similarityThreshold, in both directions, as lines
        source TAB target TAB weight, sorted.

        --similarity says what close means and what the weight is:
          cosine     the cosine of two vectors, at least the threshold; the weight is the cosine
          dot        the product of two vectors of length 1, at least the threshold; the weight is
                     the product
          euclidean  the distance of two vectors, at most the threshold, the radius; the weight is
                     radius / (radius + distance): 1 for equal vectors, .5 at the radius
          jaccard    of two sets of tokens (a feature of integers or strings), what both have over
                     what either has, at least the threshold; the weight is that share

        --method=exact compares all pairs; lsh compares pairs that hash alike and finds each pair
        with at least --targetRecall; auto takes the cheaper of the two; nsl gives the edges that
        the original tool gives for the same --lshSplits, --lshRounds and --seed.

        --topK=k connects each row with its k nearest rows however far they are (not with
        --similarity=euclidean, whose weights need a radius); --targetRecall is
        then the share of these nearest rows that is found.

        --previousGraph and --previousEmbeddings add the rows of --input to a graph: only pairs with
        a new row are looked for, with the hash that the graph was built with, so that the result is
        the graph of all rows. With --previousRows=drop the result is the graph of --input, which may
        lack rows of the earlier one and have others; where the earlier graph is missing or of no use,
        all pairs are compared, and the command says why. A graph that was built into a folder with
        --keepKeys=true takes new rows for a small part of what building it anew would cost.
        """;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "build-graph --input=embeddings --output=graph.tsv --similarityThreshold=0.9",
        "build-graph --input='emb-*.tfrecord' --output=graph --maxNeighbors=10 --targetRecall=0.95",
        "build-graph --input=emb.tfrecord --output=graph.edges --topK=5",
        "build-graph --input=emb.tfrecord --output=graph.tsv --dryRun",
        "build-graph --input=points --output=graph.tsv --similarity=euclidean"
            + " --similarityThreshold=1.5",
        "build-graph --input=texts --embeddingFeature=tokens --output=graph.tsv --similarity=jaccard"
            + " --similarityThreshold=0.5",
        "build-graph --input=week --output=graph --previousGraph=last/graph"
            + " --previousEmbeddings=last/week --previousRows=drop",
        "build-graph --similarity_threshold=0.9 --method=nsl --lsh_splits=10 --lsh_rounds=18"
            + " emb.tfrecord graph.tsv");
  }

  @Override
  public Class<BuildGraphOptions> optionsType() {
    return BuildGraphOptions.class;
  }

  @Override
  public boolean acceptsEngineFlags() {
    return true;
  }

  @Override
  public String memoryAdvice() {
    return "a smaller --partitionRows takes less";
  }

  @Override
  public Map<String, String> aliases() {
    return Map.of(
        "id_feature_name",
        "idFeature",
        "embedding_feature_name",
        "embeddingFeature",
        "random_seed",
        "seed");
  }

  @Override
  public Map<String, String> positional(List<String> positional) {
    if (positional.size() < 2) {
      throw NslException.usage(
          "expected one or more files of embeddings and the file to write, got "
              + String.join(" ", positional));
    }
    int last = positional.size() - 1;
    return Map.of(
        "input", String.join(",", positional.subList(0, last)), "output", positional.get(last));
  }

  @Override
  public ExitCode run(BuildGraphOptions options, CommandContext context) throws IOException {
    check(options);
    GraphBuild build = new GraphBuild(options, context);
    if (options.dryRun()) {
      build.dryRun();
    } else {
      build.run();
    }
    return ExitCode.DONE;
  }

  private static void check(BuildGraphOptions options) {
    options.params();
    new BadRecordPolicy(options.maxBadFraction());
    if (options.numShards() < 0 || (options.singleFile() && options.numShards() > 1)) {
      throw NslException.usage(
          "--numShards="
              + options.numShards()
              + ": expected 1 or more, and 1 for a .tsv or .edges file");
    }
    if (options.output().matches(".*\\.tsv\\.(gz|zst|zlib)")) {
      throw NslException.usage(
          "--output="
              + options.output()
              + ": edges as text are not compressed; a name ending in .edges gives packed edges");
    }
    if (options.keepKeys() && options.singleFile()) {
      throw NslException.usage(
          "--keepKeys=true: expected a folder as --output, not the file " + options.output());
    }
    if (options.threads() < 0) {
      throw NslException.usage("--threads=" + options.threads() + ": expected 0 or more");
    }
  }
}
