package org.beamnsl.checks.portable;

import org.apache.beam.model.jobmanagement.v1.JobApi.PrepareJobRequest;
import org.apache.beam.model.jobmanagement.v1.JobApi.RunJobRequest;
import org.apache.beam.model.jobmanagement.v1.JobServiceGrpc;
import org.apache.beam.model.jobmanagement.v1.JobServiceGrpc.JobServiceBlockingStub;
import org.apache.beam.model.pipeline.v1.Endpoints.ApiServiceDescriptor;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.fn.channel.ManagedChannelFactory;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PortablePipelineOptions;
import org.apache.beam.sdk.util.construction.Environments;
import org.apache.beam.sdk.util.construction.PipelineOptionsTranslation;
import org.apache.beam.sdk.util.construction.PipelineTranslation;
import org.apache.beam.sdk.util.construction.SdkComponents;

/**
 * Gives a pipeline to the Beam job service at {@code --jobEndpoint}, such as Prism's. What Beam's
 * own PortableRunner does, for workers that have the class path already: nothing is staged.
 */
public final class JobServiceRunner extends PipelineRunner<ServiceJob> {
  private final PortablePipelineOptions options;

  private JobServiceRunner(PortablePipelineOptions options) {
    this.options = options;
  }

  /** As Beam makes runners. */
  public static JobServiceRunner fromOptions(PipelineOptions options) {
    return new JobServiceRunner(options.as(PortablePipelineOptions.class));
  }

  @Override
  public ServiceJob run(Pipeline pipeline) {
    RunnerApi.Pipeline proto = translated(pipeline);
    ApiServiceDescriptor address =
        ApiServiceDescriptor.newBuilder().setUrl(options.getJobEndpoint()).build();
    JobServiceBlockingStub service = // open for as long as the process, which runs one job
        JobServiceGrpc.newBlockingStub(
            ManagedChannelFactory.createDefault().forDescriptor(address));
    String preparation =
        service
            .prepare(
                PrepareJobRequest.newBuilder()
                    .setJobName(options.getJobName())
                    .setPipeline(proto)
                    .setPipelineOptions(PipelineOptionsTranslation.toProto(options))
                    .build())
            .getPreparationId();
    String job =
        service.run(RunJobRequest.newBuilder().setPreparationId(preparation).build()).getJobId();
    return new ServiceJob(job, proto, service);
  }

  private RunnerApi.Pipeline translated(Pipeline pipeline) {
    SdkComponents components = SdkComponents.create();
    components.registerEnvironment(
        Environments.createOrGetDefaultEnvironment(options).toBuilder()
            .clearDependencies()
            .build());
    return PipelineTranslation.toProto(pipeline, components);
  }
}
