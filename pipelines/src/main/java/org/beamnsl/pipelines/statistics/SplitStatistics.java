package org.beamnsl.pipelines.statistics;

import java.util.SortedMap;
import java.util.TreeMap;
import org.beamnsl.core.statistics.FeatureStatistics;

/**
 * The statistics of one split.
 *
 * @param examples number of examples
 * @param features by feature name
 */
record SplitStatistics(long examples, SortedMap<String, FeatureStatistics> features) {
  SplitStatistics {
    features = new TreeMap<>(features);
  }
}
