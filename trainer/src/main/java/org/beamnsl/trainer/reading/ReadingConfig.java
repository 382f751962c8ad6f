package org.beamnsl.trainer.reading;

import java.util.List;
import java.util.function.Consumer;
import org.beamnsl.trainer.data.EdgeMultipliers;

/**
 * What is read from example records.
 *
 * @param features the model's inputs
 * @param idFeature the bytes feature that names an example; examples without it are named by place
 * @param labelFeature the integer feature of the label; absent or −1 means unlabelled
 * @param neighbors packed neighbours to read per example, the strongest first
 * @param threads threads that parse
 * @param labels whose labels the training uses
 * @param edges factors on edge weights; they look at {@code labels} and at the bytes feature {@code
 *     NL_nbr_<i>_type}
 * @param sampleWeight the float feature with an example's weight, at least 0; empty for none
 * @param imageMemory bytes that the images of one feature may take decoded; more stay encoded and
 *     are decoded for every step
 * @param memory where the values of examples are kept
 * @param moreLabels further integer features of labels, as {@code labelFeature}
 * @param neighborFeatures what is read of a packed neighbour; {@code features} unless said
 *     otherwise
 */
public record ReadingConfig(
    List<FeatureSpec> features,
    String idFeature,
    String labelFeature,
    int neighbors,
    int threads,
    LabelRule labels,
    EdgeMultipliers edges,
    String sampleWeight,
    long imageMemory,
    DataMemory memory,
    List<String> moreLabels,
    List<FeatureSpec> neighborFeatures) {
  /** Bytes for decoded images unless something else is said. */
  public static final long IMAGE_MEMORY = 512L << 20;

  /** Copies the list and checks the ranges. */
  public ReadingConfig {
    features = List.copyOf(features);
    moreLabels = List.copyOf(moreLabels);
    neighborFeatures = List.copyOf(neighborFeatures);
    if (neighbors < 0 || threads < 1) {
      throw new IllegalArgumentException(
          "neighbors " + neighbors + " must be at least 0, threads " + threads + " at least 1");
    }
  }

  /** All labels, edges as they are, no sample weights, the usual memory for images. */
  public ReadingConfig(
      List<FeatureSpec> features,
      String idFeature,
      String labelFeature,
      int neighbors,
      int threads) {
    this(
        features,
        idFeature,
        labelFeature,
        neighbors,
        threads,
        LabelRule.all(),
        EdgeMultipliers.none(),
        "",
        IMAGE_MEMORY,
        DataMemory.unlimited(),
        List.of(),
        features);
  }

  /** Features, ids and labels only. */
  public static ReadingConfig of(List<FeatureSpec> features) {
    return new ReadingConfig(features, "id", "label", 0, 2);
  }

  /** The same reading with that many bytes for decoded images. */
  public ReadingConfig withImageMemory(long bytes) {
    return changed(draft -> draft.imageMemory = bytes);
  }

  /** The same reading with the values of examples kept there. */
  public ReadingConfig withMemory(DataMemory room) {
    return changed(draft -> draft.memory = room);
  }

  /** The same reading with these further labels. */
  public ReadingConfig withMoreLabels(List<String> names) {
    return changed(draft -> draft.moreLabels = names);
  }

  /** The same reading with this many neighbours. */
  public ReadingConfig withNeighbors(int count) {
    return changed(draft -> draft.neighbors = count);
  }

  /** The same reading with another rule of labels. */
  public ReadingConfig withLabels(LabelRule rule) {
    return changed(draft -> draft.labels = rule);
  }

  /** The same reading with these factors on edge weights. */
  public ReadingConfig withEdges(EdgeMultipliers multipliers) {
    return changed(draft -> draft.edges = multipliers);
  }

  /** The same reading with the examples' weights. */
  public ReadingConfig withSampleWeight(String feature) {
    return changed(draft -> draft.sampleWeight = feature);
  }

  /** The same reading with other features of neighbours than of examples. */
  public ReadingConfig withNeighborFeatures(List<FeatureSpec> specs) {
    return changed(draft -> draft.neighborFeatures = specs);
  }

  private ReadingConfig changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new ReadingConfig(
        features,
        idFeature,
        labelFeature,
        draft.neighbors,
        threads,
        draft.labels,
        draft.edges,
        draft.sampleWeight,
        draft.imageMemory,
        draft.memory,
        draft.moreLabels,
        draft.neighborFeatures);
  }

  /** What a copy may have otherwise. */
  private static final class Draft {
    private int neighbors;
    private LabelRule labels;
    private EdgeMultipliers edges;
    private String sampleWeight;
    private long imageMemory;
    private DataMemory memory;
    private List<String> moreLabels;
    private List<FeatureSpec> neighborFeatures;

    Draft(ReadingConfig config) {
      neighbors = config.neighbors;
      labels = config.labels;
      edges = config.edges;
      sampleWeight = config.sampleWeight;
      imageMemory = config.imageMemory;
      memory = config.memory;
      moreLabels = config.moreLabels;
      neighborFeatures = config.neighborFeatures;
    }
  }
}
