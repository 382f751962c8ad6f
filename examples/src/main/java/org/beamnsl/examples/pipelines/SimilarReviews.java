package org.beamnsl.examples.pipelines;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.TFRecordIO;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.Validation;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.beamnsl.beam.augment.EdgeCoder;
import org.beamnsl.beam.augment.GraphAugmentation;
import org.beamnsl.beam.embed.EmbedExamples;
import org.beamnsl.beam.identify.IdentifyExamples;
import org.beamnsl.beam.synthesize.BlockEmbeddings;
import org.beamnsl.beam.synthesize.SynthesizeGraph;
import org.beamnsl.beam.synthesize.UnblockEdges;
import org.beamnsl.core.embedding.EmbedParams;
import org.beamnsl.core.graph.Edge;
import org.beamnsl.core.join.JoinParams;
import org.beamnsl.core.packing.PackParams;

/**
 * Reviews, some with a label, become labelled reviews with similar ones packed beside them, in one
 * pipeline. Two steps are not the library's: {@link RemoveMarkupFn} before the embedding, {@link
 * SharpenWeightFn} on the edges.
 *
 * <p>Runs on any runner of Beam: {@code --runner=FlinkRunner --input=reviews-*.tfrecord
 * --output=packed}.
 */
public final class SimilarReviews {
  private static final double THRESHOLD = 0.7;

  /** What the pipeline reads and writes. */
  public interface Options extends PipelineOptions {
    /** Pattern of the files of serialized Examples with a feature {@code text}. */
    @Description("Pattern of TFRecord files of Examples with a feature 'text'")
    @Validation.Required
    String getInput();

    /** Sets the pattern. */
    void setInput(String pattern);

    /** Prefix of the files to write. */
    @Description("Prefix of the TFRecord files to write")
    @Validation.Required
    String getOutput();

    /** Sets the prefix. */
    void setOutput(String prefix);
  }

  private SimilarReviews() {}

  /** Runs the pipeline and waits for it. */
  public static void main(String[] args) {
    Options options = PipelineOptionsFactory.fromArgs(args).withValidation().as(Options.class);
    create(options).run().waitUntilFinish();
  }

  /** The pipeline, not yet run. */
  static Pipeline create(Options options) {
    Pipeline pipeline = Pipeline.create(options);
    PCollection<byte[]> reviews =
        pipeline
            .apply("Read", TFRecordIO.read().from(options.getInput()))
            .apply("Identify", IdentifyExamples.create())
            .get(IdentifyExamples.IDENTIFIED)
            .apply("RemoveMarkup", ParDo.of(new RemoveMarkupFn("text")))
            .setCoder(ByteArrayCoder.of());

    PCollection<Edge> similar =
        reviews
            .apply("Embed", EmbedExamples.with(EmbedParams.text("text").withDimensions(16)))
            .get(EmbedExamples.EMBEDDED)
            .apply("Block", BlockEmbeddings.create())
            .get(BlockEmbeddings.BLOCKS)
            .apply(
                "Synthesize",
                SynthesizeGraph.create().withParams(JoinParams.defaults().withThreshold(THRESHOLD)))
            .apply("Unblock", UnblockEdges.create())
            .apply("Sharpen", ParDo.of(new SharpenWeightFn(THRESHOLD)))
            .setCoder(new EdgeCoder());

    PCollectionTuple byLabel = reviews.apply("ByLabel", SplitByLabelFn.asTransform("label"));
    PCollectionTuple.of(GraphAugmentation.LABELED, byLabel.get(SplitByLabelFn.LABELED))
        .and(GraphAugmentation.UNLABELED, byLabel.get(SplitByLabelFn.UNLABELED))
        .and(GraphAugmentation.EDGES, similar)
        .apply(
            "Pack",
            GraphAugmentation.create().withParams(PackParams.defaults().withMaxNeighbors(3)))
        .get(GraphAugmentation.PACKED)
        .apply(
            "Write",
            TFRecordIO.write()
                .to(options.getOutput())
                .withSuffix(".tfrecord.gz")
                .withCompression(Compression.GZIP));
    return pipeline;
  }
}
