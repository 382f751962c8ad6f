package org.beamnsl.trainer.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code evaluate} found: the contents of {@code evaluation.json}. Its fields are documented
 * in docs/artifacts.md.
 *
 * @param formatVersion 1; grows when a field changes its meaning
 * @param baseline the model that others are compared with; absent for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvaluationReport(
    int formatVersion,
    Examples examples,
    String candidate,
    @Nullable String baseline,
    boolean blessed,
    List<Check> checks,
    List<ModelResult> models,
    List<Comparison> comparisons) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final double MARKED_LOSS = 0.3;
  private static final int CURVE = 3;

  /** What was evaluated on. */
  public record Examples(long records, long labelled, String digest) {}

  /** A condition on the candidate and whether it holds. */
  public record Check(String name, double expected, double actual, boolean passed, String text) {}

  /**
   * Figures of one model.
   *
   * @param confusion counts by [label][prediction], summed over seeds
   * @param calibration by confidence, from low to high, all seeds together
   * @param attacks made against the model itself
   * @param transfers the same attacks made by the attacker; empty without one
   * @param flips absent unless asked for
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ModelResult(
      String name,
      String digest,
      List<Long> seeds,
      Map<String, Spread> metrics,
      List<List<Long>> confusion,
      List<Calibration> calibration,
      List<Slice> slices,
      List<Attacked> attacks,
      List<Attacked> transfers,
      List<Corrupted> corruptions,
      @Nullable Flipped flips) {
    /** The accuracy over the seeds. */
    public Spread accuracy() {
      return metrics.getOrDefault("accuracy", new Spread(0, 0, List.of()));
    }

    /** The attacks on the model itself from the weakest on. */
    public List<Attacked> byStrength() {
      return attacks.stream().sorted(Comparator.comparingDouble(Attacked::epsilon)).toList();
    }

    /**
     * Where the line through the measured strengths has lost 30 points of the accuracy; nothing for
     * so few strengths that the line would be a guess.
     */
    @JsonProperty("strengthOf30PointsLost")
    public @Nullable Double strengthOfLoss() {
      if (attacks.size() < CURVE) {
        return null;
      }
      double lastEpsilon = 0;
      double lastLoss = 0;
      for (Attacked attack : byStrength()) {
        double loss = accuracy().mean() - attack.accuracy().mean();
        if (loss >= MARKED_LOSS) {
          double part = (MARKED_LOSS - lastLoss) / (loss - lastLoss);
          return lastEpsilon + part * (attack.epsilon() - lastEpsilon);
        }
        lastEpsilon = attack.epsilon();
        lastLoss = loss;
      }
      return null;
    }
  }

  /**
   * Predictions of about the same confidence.
   *
   * @param confidence mean probability of the predicted class
   * @param accuracy share of right predictions
   */
  public record Calibration(long examples, double confidence, double accuracy) {}

  /** Figures of the examples that share a value of a feature. */
  public record Slice(String feature, String value, long examples, Map<String, Spread> metrics) {}

  /**
   * Figures on attacked examples.
   *
   * @param attacker the model whose gradients made the attack; absent for the model itself
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Attacked(
      String attack,
      String norm,
      double epsilon,
      int iterations,
      @Nullable String attacker,
      Map<String, Spread> metrics) {
    Spread accuracy() {
      return metrics.getOrDefault("accuracy", new Spread(0, 0, List.of()));
    }
  }

  /** Figures on corrupted images; see {@link Corruption}. */
  public record Corrupted(
      String corruption, int severity, double strength, Map<String, Spread> metrics) {}

  /**
   * Targeted attacks towards the class after the label, until the model says so.
   *
   * @param rate share of examples that flipped within {@code mostSteps}
   * @param medianSteps where one that never flipped counts as {@code mostSteps} + 1
   * @param medianDistance how far values had moved at most (infinity norm)
   * @param flippedWithin mean share of examples that flipped within 0, 1, 2, … steps
   */
  public record Flipped(
      String norm,
      double step,
      int mostSteps,
      Spread rate,
      Spread medianSteps,
      Spread medianDistance,
      List<Double> flippedWithin) {}

  /**
   * Differences between a model and the baseline.
   *
   * @param pairedBySeed whether both have the same seeds, so that differences are taken seed by
   *     seed; otherwise only the difference of the means is given
   * @param intervals95 where the mean difference lies with 95 % confidence; empty unless paired,
   *     with at least two seeds
   */
  public record Comparison(
      String model,
      String baseline,
      boolean pairedBySeed,
      Map<String, Spread> metrics,
      Map<String, Interval> intervals95) {}

  /** The report as indented JSON with a line end. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
