package org.beamnsl.core.join;

import org.beamnsl.core.lsh.HashFamily;
import org.beamnsl.core.lsh.HashParams;
import org.beamnsl.core.lsh.Recall;
import org.jspecify.annotations.Nullable;

/** How probable it was that an edge was found, by its weight. */
public final class FindingOdds {
  private static final int STEPS = 200;

  private final JoinPlan plan;
  private final HashFamily family;
  private final double[] edgesFor = new double[STEPS + 1];

  /** The odds under a plan. */
  public FindingOdds(JoinPlan plan) {
    this.plan = plan;
    this.family = plan.params().closeness().hashes();
    for (int step = 0; step <= STEPS; step++) {
      double weight = 2.0 * step / STEPS - 1;
      edgesFor[step] = 1 / Math.max(1e-9, of(plan.hash(), weight) * outer(weight));
    }
  }

  /**
   * Whether the odds say how many edges there are: not for hyperplanes, centred hashes (which see
   * other cosines) and graphs thinned out to nearest neighbours.
   */
  public boolean known() {
    boolean original = plan.method() == JoinMethod.NSL && plan.params().splits() > 0;
    return plan.params().maxNeighbors() == 0 && plan.center() == null && !original;
  }

  /** How many edges of this weight there are for each that was found. */
  public double edgesFor(double weight) {
    double place = Math.max(0, Math.min(STEPS, (weight + 1) * STEPS / 2));
    int below = (int) Math.min(STEPS - 1, place);
    double share = place - below;
    return edgesFor[below] * (1 - share) + edgesFor[below + 1] * share;
  }

  private double outer(double weight) {
    return of(plan.partitions().hash(), weight);
  }

  private double of(@Nullable HashParams hash, double weight) {
    return hash == null ? 1 : new Recall(family, hash).of(weight);
  }
}
