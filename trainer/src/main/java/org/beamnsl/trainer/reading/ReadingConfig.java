package org.beamnsl.trainer.reading;

import java.util.List;

/**
 * What is read from example records.
 *
 * @param features the model's inputs
 * @param idFeature the bytes feature that names an example; examples without it are named by place
 * @param labelFeature the integer feature of the label; absent or −1 means unlabelled
 * @param neighbors packed neighbours to read per example, the strongest first
 * @param threads threads that parse
 */
public record ReadingConfig(
    List<FeatureSpec> features, String idFeature, String labelFeature, int neighbors, int threads) {

  /** Copies the list and checks the ranges. */
  public ReadingConfig {
    features = List.copyOf(features);
    if (neighbors < 0 || threads < 1) {
      throw new IllegalArgumentException(
          "neighbors " + neighbors + " must be at least 0, threads " + threads + " at least 1");
    }
  }

  /** Features, ids and labels only. */
  public static ReadingConfig of(List<FeatureSpec> features) {
    return new ReadingConfig(features, "id", "label", 0, 2);
  }

  /** The same reading with this many neighbours. */
  public ReadingConfig withNeighbors(int count) {
    return new ReadingConfig(features, idFeature, labelFeature, count, threads);
  }
}
