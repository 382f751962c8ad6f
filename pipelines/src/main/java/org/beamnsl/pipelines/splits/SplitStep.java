package org.beamnsl.pipelines.splits;

import java.io.IOException;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.beamnsl.beam.io.SplitPlan;
import org.beamnsl.beam.io.StageReport;
import org.jspecify.annotations.Nullable;

/**
 * What a stage does: reads and writes what a plan says, and reports on it.
 *
 * @param name of the transform in the pipeline
 * @param transform what an engine runs
 * @param here what does the same in this process, without an engine; null where one is needed
 */
public record SplitStep(String name, Transform transform, @Nullable Here here) {
  /** Makes the transform for a plan. */
  @FunctionalInterface
  public interface Transform {
    /** The transform for {@code plan}. */
    PTransform<PBegin, PCollection<StageReport>> of(SplitPlan plan) throws IOException;
  }

  /** Does the work itself. */
  @FunctionalInterface
  public interface Here {
    /** Does what {@code plan} says. */
    StageReport run(SplitPlan plan) throws IOException;
  }

  /** A step for an engine. */
  public static SplitStep of(String name, Transform transform) {
    return new SplitStep(name, transform, null);
  }

  /** The same step, which needs no engine. */
  public SplitStep orHere(Here work) {
    return new SplitStep(name, transform, work);
  }
}
