package org.beamnsl.trainer.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagBounds;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.data.EdgeMultipliers;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.regularize.DistanceConfig;
import org.beamnsl.trainer.regularize.DistanceType;
import org.beamnsl.trainer.regularize.GraphRegularization;
import org.jspecify.annotations.Nullable;

/** How neighbours in the graph take part. */
record GraphFlags(
    @Flag(value = "packed neighbours per example in the graph loss", defaultValue = "1")
        int neighbors,
    @Flag(value = "weight of the graph loss, at least 0", defaultValue = "0.1")
        double graphMultiplier,
    @Flag(
            value = "distance between an example and its neighbours, summed over the last axis",
            defaultValue = "l2")
        DistanceType distance,
    @Flag("layers whose outputs are kept close; the predictions by default")
        List<String> regularizeLayer,
    @Flag(
            "packed float feature of the neighbours, such as embedding, that the layer is kept close"
                + " to; by default what the model itself makes of the neighbours")
        @Nullable String neighborTarget,
    @Flag(
            value = "whether unlabelled examples take part with their neighbour losses",
            defaultValue = "false")
        boolean unlabeledSeeds,
    @Flag(
            value =
                "least share of labelled examples in an epoch with unlabelled ones, in [0, 1):"
                    + " labelled ones are repeated as often as that takes; 0 for every example once",
            defaultValue = "0")
        double labeledShare,
    @Flag(value = "factor on edges between two labelled examples, at least 0", defaultValue = "1")
        double labeledLabeledMultiplier,
    @Flag(
            value = "factor on edges between a labelled and an unlabelled example, at least 0",
            defaultValue = "1")
        double labeledUnlabeledMultiplier,
    @Flag(value = "factor on edges between two unlabelled examples, at least 0", defaultValue = "1")
        double unlabeledUnlabeledMultiplier,
    @Flag(
            "factor per edge type (bytes feature NL_nbr_<i>_type), such as cites:1,coauthor:0.3;"
                + " *:x is for all other types, which are an error without it")
        List<String> edgeTypeMultipliers) {
  private static final String OTHER_TYPES = "*";

  GraphFlags {
    FlagBounds.atLeastZero("graphMultiplier", graphMultiplier);
    FlagBounds.share("labeledShare", labeledShare);
    FlagBounds.atLeastZero("labeledLabeledMultiplier", labeledLabeledMultiplier);
    FlagBounds.atLeastZero("labeledUnlabeledMultiplier", labeledUnlabeledMultiplier);
    FlagBounds.atLeastZero("unlabeledUnlabeledMultiplier", unlabeledUnlabeledMultiplier);
    if (labeledShare > 0 && !unlabeledSeeds) {
      throw NslException.usage("--labeledShare=" + labeledShare + " needs --unlabeledSeeds=true");
    }
    if (neighborTarget != null && regularizeLayer.size() != 1) {
      throw NslException.usage(
          "--neighborTarget="
              + neighborTarget
              + " needs one --regularizeLayer, whose output is to be like it");
    }
  }

  /**
   * The loss that keeps neighbours close.
   *
   * @param target the feature named by {@code neighborTarget}, once the data have shown its width
   */
  GraphRegularization regularization(MultiplierFlags multipliers, Optional<Input> target) {
    GraphRegularization graph =
        GraphRegularization.of(neighbors)
            .withMultiplier(multipliers.over(graphMultiplier))
            .withDistance(DistanceConfig.of(distance))
            .onLayers(regularizeLayer.toArray(String[]::new));
    return target.map(graph::withTarget).orElse(graph);
  }

  /** Factors on edge weights. */
  EdgeMultipliers edges() {
    EdgeMultipliers pairs =
        EdgeMultipliers.ofPairs(
            labeledLabeledMultiplier, labeledUnlabeledMultiplier, unlabeledUnlabeledMultiplier);
    Map<String, Double> types =
        new LinkedHashMap<>(NamedNumbers.parse("edgeTypeMultipliers", edgeTypeMultipliers));
    @Nullable Double others = types.remove(OTHER_TYPES);
    EdgeMultipliers typed = pairs.withTypes(types);
    return others == null ? typed : typed.withOtherTypes(others);
  }
}
