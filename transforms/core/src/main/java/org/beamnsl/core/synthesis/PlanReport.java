package org.beamnsl.core.synthesis;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.beamnsl.core.join.JoinMethod;
import org.beamnsl.core.join.JoinPlan;
import org.beamnsl.core.lsh.HashParams;
import org.beamnsl.core.similarity.Kernels;
import org.jspecify.annotations.Nullable;

/** A plan in words and in data. */
public final class PlanReport {
  private PlanReport() {}

  /** As plain JSON data. */
  public static Map<String, Object> of(JoinPlan plan) {
    Map<String, Object> map = new TreeMap<>();
    map.put("method", plan.method().name().toLowerCase(Locale.ROOT));
    map.put("reason", plan.reason());
    map.put("similarity", plan.params().similarity().name());
    map.put("leastWeight", plan.params().closeness().least());
    map.put("rows", plan.rows());
    if (plan.dims() > 0) {
      map.put("dims", plan.dims());
    }
    map.put("partitions", plan.partitions().tasks());
    map.put("outerRounds", plan.partitions().rounds().size());
    @Nullable HashParams hash = plan.hash();
    if (hash != null) {
      map.put("hashFamily", plan.params().closeness().hashes().name());
      map.put("hashWidth", hash.width());
      map.put("hashSlices", hash.slices());
      map.put("rounds", hash.rounds());
      map.put("centered", plan.center() != null);
    } else {
      boolean original = plan.method() == JoinMethod.NSL && plan.params().splits() > 0;
      map.put("rounds", original ? plan.params().rounds() : 1);
    }
    if (plan.floor() > 0) {
      map.put("recallFloor", plan.floor());
    }
    if (plan.expectedRecall() > 0) {
      map.put("expectedRecall", plan.expectedRecall());
    }
    map.put("plannedCpuSeconds", plan.costSeconds());
    map.put("plannedMemoryBytes", plan.memoryBytes());
    map.put("warnings", plan.warnings());
    return map;
  }

  /** As lines of text. */
  public static String text(JoinPlan plan) {
    StringBuilder text = new StringBuilder();
    of(plan).forEach((name, value) -> text.append(String.format("%-20s %s%n", name, value)));
    return text.append(String.format("%-20s %s%n", "kernel", Kernels.pairs().name())).toString();
  }
}
