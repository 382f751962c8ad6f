package org.beamnsl.core.packing;

import java.io.Serializable;
import java.util.List;
import org.beamnsl.core.example.IdFeature;
import org.beamnsl.core.failure.NslException;

/**
 * How neighbours are packed. The defaults are those of the original tool.
 *
 * @param maxNeighbors how many neighbours a seed gets at most; {@link #UNLIMITED} for all
 * @param addUndirectedEdges whether each edge counts both ways, with the heavier of both weights
 * @param idFeature the feature that holds ids
 * @param seedUnlabeled whether unlabelled examples get neighbours and become records, too
 * @param duplicateIds what happens when an id comes twice in one role
 * @param neighborFeatures the features of neighbours that are packed; empty for all
 * @param minWeight edges lighter than this are no candidates
 * @param mutualOnly whether only pairs with edges in both directions are candidates
 * @param selection how a seed's neighbours are chosen among the candidates
 */
public record PackParams(
    int maxNeighbors,
    boolean addUndirectedEdges,
    String idFeature,
    boolean seedUnlabeled,
    DuplicateIds duplicateIds,
    List<String> neighborFeatures,
    double minWeight,
    boolean mutualOnly,
    NeighborSelector selection)
    implements Serializable {
  /** No limit on the number of neighbours. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** Checks the values. */
  public PackParams {
    if (maxNeighbors < 0) {
      throw NslException.usage(
          "--maxNeighbors=" + maxNeighbors + ": expected 0 or more; leave it out for no limit");
    }
    if (idFeature.isEmpty()) {
      throw NslException.usage("--idFeature is empty");
    }
    if (Double.isNaN(minWeight)) {
      throw NslException.usage("--minWeight is not a number");
    }
    neighborFeatures = List.copyOf(neighborFeatures);
  }

  /** All neighbours along the edges as they are, heaviest first. */
  public static PackParams defaults() {
    return new PackParams(
        UNLIMITED,
        false,
        IdFeature.DEFAULT_NAME,
        false,
        DuplicateIds.FAIL,
        List.of(),
        Double.NEGATIVE_INFINITY,
        false,
        NeighborSelector.heaviest(UNLIMITED));
  }

  /** The same with at most this many neighbours, the heaviest. */
  public PackParams withMaxNeighbors(int max) {
    return new PackParams(
        max,
        addUndirectedEdges,
        idFeature,
        seedUnlabeled,
        duplicateIds,
        neighborFeatures,
        minWeight,
        mutualOnly,
        NeighborSelector.heaviest(max));
  }

  /** The same with edges counting both ways, or not. */
  public PackParams withAddUndirectedEdges(boolean add) {
    return new PackParams(
        maxNeighbors,
        add,
        idFeature,
        seedUnlabeled,
        duplicateIds,
        neighborFeatures,
        minWeight,
        mutualOnly,
        selection);
  }

  /** The same with neighbours chosen by this; it limits their number itself. */
  public PackParams withSelection(NeighborSelector newSelection) {
    return new PackParams(
        maxNeighbors,
        addUndirectedEdges,
        idFeature,
        seedUnlabeled,
        duplicateIds,
        neighborFeatures,
        minWeight,
        mutualOnly,
        newSelection);
  }

  /** Whether an edge matters to both of its ends. */
  boolean bothWays() {
    return addUndirectedEdges || mutualOnly;
  }
}
