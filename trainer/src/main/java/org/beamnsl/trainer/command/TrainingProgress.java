package org.beamnsl.trainer.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.beamnsl.core.command.Progress;
import org.beamnsl.trainer.training.CompiledModel;
import org.beamnsl.trainer.training.TrainingListener;

/** Tells how one seed's training goes, and how fast it is. */
final class TrainingProgress implements TrainingListener {
  private static final int LINES = 10;

  private final Progress progress;
  private final String name;
  private final long expectedSteps;
  private final long began = System.nanoTime();
  private long examples;
  private long firstEpochExamples;
  private long firstEpochNanos;
  private int linesTold;

  /**
   * Begins to tell.
   *
   * @param seeds all that are trained, this one among them
   */
  TrainingProgress(
      Progress progress, long seed, List<Long> seeds, long expectedSteps, long expectedExamples) {
    this.progress = progress;
    this.name = name(seed, seeds);
    this.expectedSteps = expectedSteps;
    progress.begin(name, expectedExamples, "examples");
  }

  @Override
  public void onStep(StepReport report) {
    examples += report.examples();
    progress.advance(report.examples());
  }

  @Override
  public void onEpoch(EpochReport report, CompiledModel model) {
    if (report.epoch() == 1) {
      firstEpochExamples = examples;
      firstEpochNanos = System.nanoTime() - began;
    }
    if (report.step() * LINES >= (linesTold + 1L) * expectedSteps) {
      linesTold = (int) (report.step() * LINES / expectedSteps);
      progress.tell(
          String.format(
              Locale.ROOT,
              "  %s epoch %d step %,d: %s, %,.0f examples/s",
              name,
              report.epoch(),
              report.step(),
              text(report.values()),
              examplesPerSecond()));
    }
  }

  private static String name(long seed, List<Long> seeds) {
    int place = seeds.indexOf(seed) + 1;
    return "seed " + seed + (seeds.size() == 1 ? "" : " (" + place + " of " + seeds.size() + ")");
  }

  private static String text(Map<String, Double> values) {
    return values.entrySet().stream()
        .map(value -> String.format(Locale.ROOT, "%s %.4f", value.getKey(), value.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Seconds since it was made. */
  double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  /** The rate from the second epoch on, or of the first while there is no other. */
  double examplesPerSecond() {
    long later = examples - firstEpochExamples;
    return later > 0
        ? later / (seconds() - firstEpochNanos / 1e9)
        : examples / Math.max(1e-9, seconds());
  }
}
