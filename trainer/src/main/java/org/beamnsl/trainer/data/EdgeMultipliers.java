package org.beamnsl.trainer.data;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.beamnsl.core.failure.NslException;

/**
 * Factors on the weights of edges between examples and their packed neighbours: by whether the two
 * ends have labels, which gives the three terms of Neural Graph Machines (Bui et al., WSDM 2018,
 * formula 2), and by the type of the edge. The neighbour loss then is Σ pair · type · weight ·
 * distance over the edges, divided by the number of edges whose product is not 0. An edge whose
 * product is 0 is left out of the data and costs nothing.
 *
 * @param labeledLabeled factor where both ends have labels that the training uses
 * @param labeledUnlabeled factor where one end has
 * @param unlabeledUnlabeled factor where none has
 * @param types factor per edge type; empty when types are not looked at
 * @param otherTypes factor of types without an entry and of edges without a type; when absent, such
 *     an edge is an error
 */
public record EdgeMultipliers(
    double labeledLabeled,
    double labeledUnlabeled,
    double unlabeledUnlabeled,
    Map<String, Double> types,
    OptionalDouble otherTypes) {

  /** Copies the map and checks that no factor is negative. */
  public EdgeMultipliers {
    types = Map.copyOf(types);
    check("labelled-labelled", labeledLabeled);
    check("labelled-unlabelled", labeledUnlabeled);
    check("unlabelled-unlabelled", unlabeledUnlabeled);
    types.forEach((type, factor) -> check("type " + type, factor));
    otherTypes.ifPresent(factor -> check("other types", factor));
  }

  /** Every edge keeps its weight. */
  public static EdgeMultipliers none() {
    return ofPairs(1, 1, 1);
  }

  /** Factors by labels alone. */
  public static EdgeMultipliers ofPairs(
      double labeledLabeled, double labeledUnlabeled, double unlabeledUnlabeled) {
    return new EdgeMultipliers(
        labeledLabeled, labeledUnlabeled, unlabeledUnlabeled, Map.of(), OptionalDouble.empty());
  }

  /** These factors by type as well; an edge of another type is an error. */
  public EdgeMultipliers withTypes(Map<String, Double> factors) {
    return new EdgeMultipliers(
        labeledLabeled, labeledUnlabeled, unlabeledUnlabeled, factors, OptionalDouble.empty());
  }

  /** This factor for all types without one of their own. */
  public EdgeMultipliers withOtherTypes(double factor) {
    return new EdgeMultipliers(
        labeledLabeled, labeledUnlabeled, unlabeledUnlabeled, types, OptionalDouble.of(factor));
  }

  /** Whether the types of edges matter. */
  public boolean readsTypes() {
    return !types.isEmpty() || otherTypes.isPresent();
  }

  /** The factor of an edge whose ends have these many labels: 0, 1 or 2. */
  public double ofLabels(int labelledEnds) {
    return switch (labelledEnds) {
      case 2 -> labeledLabeled;
      case 1 -> labeledUnlabeled;
      default -> unlabeledUnlabeled;
    };
  }

  /** The factor of a type; empty when it has none. */
  public OptionalDouble ofType(String type) {
    Double factor = types.get(type);
    return factor == null ? otherTypes : OptionalDouble.of(factor);
  }

  /** The types with a factor of their own, sorted. */
  public TreeSet<String> knownTypes() {
    return new TreeSet<>(types.keySet());
  }

  private static void check(String what, double factor) {
    if (!(factor >= 0) || Double.isInfinite(factor)) {
      throw NslException.usage(
          "the multiplier of " + what + " edges must be 0 or more, not " + factor);
    }
  }
}
