package org.beamnsl.pipelines.statistics;

import java.util.List;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.failure.NslException;
import org.jspecify.annotations.Nullable;

/** The flags of {@code statistics}. */
public record StatisticsOptions(
    @Flag(value = "Examples artifact to look at", required = true, kind = Flag.Kind.INPUT)
        String input,
    @Flag(value = "artifact to write", required = true, kind = Flag.Kind.OUTPUT) String output,
    @Flag(value = "statistics artifact of earlier data to compare with", kind = Flag.Kind.INPUT)
        @Nullable String baseline,
    @Flag(
            value =
                "largest allowed distance to --baseline, in [0, 1]: L-infinity for categories,"
                    + " Jensen-Shannon for numbers; the command fails above it",
            defaultValue = "1")
        double maxDrift,
    @Flag("features that are compared with --baseline; all but the id when absent")
        List<String> driftFeatures,
    @Flag(
            value =
                "statistics artifact whose schema the splits must keep to; by default the schema is"
                    + " that of --schemaSplit itself",
            kind = Flag.Kind.INPUT)
        @Nullable String schema,
    @Flag(
            value = "whether the command fails, and writes nothing, when there are anomalies",
            defaultValue = "false")
        boolean failOnAnomalies,
    @Flag(value = "split whose features are the schema", defaultValue = "train") String schemaSplit,
    @Flag(value = "feature that holds the id", defaultValue = "id") String idFeature,
    @Flag(
            value = "whether an output that exists is replaced",
            defaultValue = "false",
            kind = Flag.Kind.VOLATILE)
        boolean overwrite) {
  /** Checks ranges. */
  public StatisticsOptions {
    if (!(maxDrift >= 0 && maxDrift <= 1)) {
      throw NslException.usage("--maxDrift=" + maxDrift + ": expected a number between 0 and 1");
    }
  }
}
