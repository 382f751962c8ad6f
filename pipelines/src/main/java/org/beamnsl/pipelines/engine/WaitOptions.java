package org.beamnsl.pipelines.engine;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The pipeline option that says whether a command waits for its job. */
public interface WaitOptions extends PipelineOptions {
  /** {@code auto}, {@code true} or {@code false}. */
  @Description(
      "Whether the command waits for its job and commits the output: true; false leaves the job to"
          + " itself and its output without a manifest; auto waits, except for a template, which"
          + " has no job yet")
  @Default.String("auto")
  String getWait();

  /** See {@link #getWait}. */
  void setWait(String value);
}
