package org.beamnsl.core.synthesis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beamnsl.core.join.FindingOdds;
import org.beamnsl.core.join.FoundNeighbors;
import org.beamnsl.core.join.JoinPlan;
import org.beamnsl.core.join.SampleNeighbors;
import org.beamnsl.core.manifest.ManifestFile;

/** The report of a graph whose shards were written by many workers. */
public final class SpreadReport {
  /** Components of more nodes than this do not fit one worker and are not counted. */
  private static final long MOST_CONNECTED = 200_000_000;

  private final JoinPlan plan;
  private final SampleNeighbors truth;
  private final List<ShardFacts> shards;
  private final long lines;

  /**
   * Puts the facts of all shards together.
   *
   * @param plan the plan of the join
   * @param truth what is known of the neighbours of sampled rows
   * @param shards facts of every shard that holds edges
   */
  public SpreadReport(JoinPlan plan, SampleNeighbors truth, List<ShardFacts> shards) {
    this.plan = plan;
    this.truth = truth;
    this.shards = shards.stream().sorted().toList();
    this.lines = shards.stream().mapToLong(shard -> shard.file().records()).sum();
  }

  /**
   * The report.
   *
   * @param components facts about components, nothing when there are no edges
   * @param bad number of bad records
   * @param badFile their list
   */
  public GraphReport report(
      Iterable<ComponentFacts> components, long bad, List<ManifestFile> badFile) {
    Map<String, Object> details = new TreeMap<>(PlanReport.of(plan));
    FindingOdds odds = new FindingOdds(plan);
    if (odds.known() && lines > 0) {
      double all = shards.stream().mapToDouble(ShardFacts::estimatedEdges).sum();
      details.put("recallFromWeights", lines / all);
    }
    long sampled = shards.stream().mapToLong(ShardFacts::sampledEdges).sum();
    new FoundNeighbors(plan.params(), truth)
        .share(sampled)
        .ifPresent(recall -> details.put("recallFromSample", recall));
    ComponentFacts connected = ComponentFacts.withoutEdges(plan.rows());
    for (ComponentFacts facts : components) {
      connected = facts;
    }
    details.put("graph", statistics(connected));
    return new GraphReport(
        shards.stream().map(ShardFacts::file).toList(),
        plan.rows(),
        bad,
        badFile,
        details,
        List.of());
  }

  /** Whether components are counted. */
  static boolean connects(JoinPlan plan) {
    return plan.rows() <= MOST_CONNECTED;
  }

  private Map<String, Object> statistics(ComponentFacts connected) {
    long sources = shards.stream().mapToLong(ShardFacts::sources).sum();
    double sum = shards.stream().mapToDouble(ShardFacts::sumWeight).sum();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("nodes", plan.rows());
    map.put("edges", lines / 2);
    map.put("isolatedNodes", plan.rows() - sources);
    map.put("maxDegree", shards.stream().mapToLong(ShardFacts::maxDegree).max().orElse(0));
    map.put("meanDegree", plan.rows() == 0 ? 0 : (double) lines / plan.rows());
    if (connects(plan)) {
      map.put("components", connected.components());
      map.put("largestComponent", connected.largest());
    }
    map.put("minWeight", shards.stream().mapToDouble(ShardFacts::minWeight).min().orElse(0));
    map.put("meanWeight", lines == 0 ? 0 : sum / lines);
    map.put("maxWeight", shards.stream().mapToDouble(ShardFacts::maxWeight).max().orElse(0));
    return map;
  }
}
