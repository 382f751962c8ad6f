package org.beamnsl.deploy.dataflow;

import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.util.construction.PipelineTranslation;
import org.apache.beam.sdk.util.construction.graph.PipelineValidator;
import org.jspecify.annotations.Nullable;

/** Translates pipelines as portable runners get them, and goes no further. */
public final class ProtoRunner extends PipelineRunner<PipelineResult> {
  static volatile RunnerApi.@Nullable Pipeline translated;

  /** As Beam makes runners. */
  public static ProtoRunner fromOptions(PipelineOptions options) {
    return new ProtoRunner();
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    RunnerApi.Pipeline proto = PipelineTranslation.toProto(pipeline);
    PipelineValidator.validate(proto);
    translated = proto;
    throw new UnsupportedOperationException("translated, not run");
  }
}
