package org.beamnsl.core.synthesis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beamnsl.core.join.FindingOdds;
import org.beamnsl.core.join.JoinPlan;
import org.beamnsl.core.manifest.ManifestFile;

/** The report of a graph whose shards were written by many workers. */
public final class SpreadReport {
  private SpreadReport() {}

  /**
   * Puts the facts of all shards together.
   *
   * @param plan the plan of the join
   * @param shards facts of every shard that holds edges
   * @param bad count and list of bad records
   */
  public static GraphReport of(
      JoinPlan plan, List<ShardFacts> shards, long bad, List<ManifestFile> badFile) {
    List<ShardFacts> sorted = shards.stream().sorted().toList();
    Map<String, Object> details = new TreeMap<>(PlanReport.of(plan));
    long lines = sorted.stream().mapToLong(shard -> shard.file().records()).sum();
    FindingOdds odds = new FindingOdds(plan);
    if (odds.known() && lines > 0) {
      double all = sorted.stream().mapToDouble(ShardFacts::estimatedEdges).sum();
      details.put("recallFromWeights", lines / all);
    }
    details.put("graph", statistics(plan, sorted, lines));
    return new GraphReport(
        sorted.stream().map(ShardFacts::file).toList(), plan.rows(), bad, badFile, details);
  }

  private static Map<String, Object> statistics(
      JoinPlan plan, List<ShardFacts> shards, long lines) {
    long sources = shards.stream().mapToLong(ShardFacts::sources).sum();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("nodes", plan.rows());
    map.put("edges", lines / 2);
    map.put("isolatedNodes", plan.rows() - sources);
    map.put("maxDegree", shards.stream().mapToLong(ShardFacts::maxDegree).max().orElse(0));
    map.put("meanDegree", plan.rows() == 0 ? 0 : (double) lines / plan.rows());
    if (lines > 0) {
      double sum = shards.stream().mapToDouble(ShardFacts::sumWeight).sum();
      map.put("minWeight", shards.stream().mapToDouble(ShardFacts::minWeight).min().orElse(0));
      map.put("meanWeight", sum / lines);
      map.put("maxWeight", shards.stream().mapToDouble(ShardFacts::maxWeight).max().orElse(0));
    }
    return map;
  }
}
