package org.beamnsl.pipelines.buildgraph;

import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.beamnsl.beam.synthesize.SynthesizeGraph;

/** What the workers of a spread join counted. */
final class JoinMetrics {
  private JoinMetrics() {}

  /** By name; empty when one worker did everything and told it in its report. */
  static Map<String, Object> of(PipelineResult result) {
    Map<String, Object> counts = new TreeMap<>();
    MetricQueryResults metrics =
        result
            .metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.inNamespace(SynthesizeGraph.METRICS))
                    .build());
    for (MetricResult<Long> counter : metrics.getCounters()) {
      counts.put(counter.getName().getName(), counter.getAttempted());
    }
    for (MetricResult<DistributionResult> distribution : metrics.getDistributions()) {
      counts.put(distribution.getName().getName(), distribution.getAttempted().getMax());
    }
    return counts;
  }
}
