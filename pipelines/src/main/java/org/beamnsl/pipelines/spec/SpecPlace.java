package org.beamnsl.pipelines.spec;

import org.beamnsl.core.failure.NslException;

/**
 * Where a described command will run.
 *
 * @param pipelinesImage the container image that holds the Beam side
 * @param trainerImage the container image that holds the trainer
 * @param flinkVersion the version of Flink, such as {@code 1.19}
 */
record SpecPlace(String pipelinesImage, String trainerImage, String flinkVersion) {
  SpecPlace {
    if (!flinkVersion.matches("[0-9]+\\.[0-9]+")) {
      throw NslException.usage(
          "--flinkVersion=" + flinkVersion + ": expected major.minor, such as 1.19");
    }
  }

  /** The image that holds {@code command}. */
  String imageOf(boolean beam) {
    return beam ? pipelinesImage : trainerImage;
  }
}
