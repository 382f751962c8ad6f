package org.beamnsl.pipelines.augment;

import java.util.List;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.packing.DuplicateIds;
import org.beamnsl.core.packing.NeighborSelector;
import org.beamnsl.core.packing.NeighborSelectors;
import org.beamnsl.core.packing.PackParams;
import org.beamnsl.core.packing.SampledNeighbors;
import org.beamnsl.core.tfrecord.TfRecordCompression;
import org.jspecify.annotations.Nullable;

/** The flags of {@code pack-nbrs}. */
public record PackNbrsOptions(
    @Flag(
            value = "labelled examples: files, globs, folders or artifacts; they become records",
            kind = Flag.Kind.INPUT)
        @Nullable String labeled,
    @Flag(value = "unlabelled examples, which are neighbours only", kind = Flag.Kind.INPUT)
        @Nullable String unlabeled,
    @Flag(
            value =
                "an Examples artifact instead of labeled and unlabeled: its train split is divided"
                    + " by label (absent or -1 = unlabelled), its other splits are copied",
            kind = Flag.Kind.INPUT)
        @Nullable String input,
    @Flag(
            value = "the graph: lines of source, tab, target and perhaps tab, weight and tab, type",
            required = true,
            kind = Flag.Kind.INPUT)
        String graph,
    @Flag(
            value = "where to write: a file when the name has an extension, else an artifact",
            required = true,
            kind = Flag.Kind.OUTPUT)
        String output,
    @Flag("how many neighbours a record gets at most, 0 or more; unlimited when left out")
        @Nullable Integer maxNeighbors,
    @Flag(
            value = "whether edges count both ways, with the heavier of both weights",
            defaultValue = "false")
        boolean addUndirectedEdges,
    @Flag(value = "the feature that holds ids", defaultValue = "id") String idFeature,
    @Flag(value = "the feature that holds labels, for --input", defaultValue = "label")
        String labelFeature,
    @Flag(
            value = "whether unlabelled examples get neighbours and become records, too",
            defaultValue = "false")
        boolean seedUnlabeled,
    @Flag(
            value = "what to do when an id comes twice in one role: fail, or keep the last",
            defaultValue = "fail")
        DuplicateIds onDuplicateId,
    @Flag("features of neighbours to pack; all when left out") List<String> neighborFeatures,
    @Flag("edges lighter than this are ignored") @Nullable Double minWeight,
    @Flag(
            value = "whether only pairs with edges in both directions are neighbours",
            defaultValue = "false")
        boolean mutualOnly,
    @Flag(
            "seed for drawing neighbours by weight instead of taking the heaviest; needs"
                + " maxNeighbors")
        @Nullable Long sampleNeighbors,
    @Flag(
            "a selector of a module of your own instead of the heaviest: its name, perhaps with a"
                + " colon and an argument")
        @Nullable String neighborSelector,
    @Flag("what lines of the graph to skip start with, such as #; none when left out")
        @Nullable String graphComments,
    @Flag(value = "largest allowed share of bad records and edges, 0 to 1", defaultValue = "0")
        double maxBadFraction,
    @Flag(value = "how many files to write, 1 or more", defaultValue = "1") int numShards,
    @Flag(value = "how to compress the output", defaultValue = "none")
        TfRecordCompression compression,
    @Flag(
            value = "whether an output that exists is replaced",
            defaultValue = "false",
            kind = Flag.Kind.VOLATILE)
        boolean overwrite) {
  /** The rules of packing that these flags ask for. */
  PackParams params() {
    int max = maxNeighbors == null ? PackParams.UNLIMITED : maxNeighbors;
    return new PackParams(
        max,
        addUndirectedEdges,
        idFeature,
        seedUnlabeled,
        onDuplicateId,
        neighborFeatures,
        minWeight == null ? Double.NEGATIVE_INFINITY : minWeight,
        mutualOnly,
        selection(max));
  }

  private NeighborSelector selection(int max) {
    if (neighborSelector != null && sampleNeighbors != null) {
      throw NslException.usage("give either --neighborSelector or --sampleNeighbors");
    }
    if (neighborSelector != null) {
      return NeighborSelectors.of(neighborSelector, max);
    }
    return sampleNeighbors == null
        ? NeighborSelector.heaviest(max)
        : new SampledNeighbors(sampleNeighbors, max);
  }
}
