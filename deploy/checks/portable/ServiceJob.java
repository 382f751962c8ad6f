package org.beamnsl.checks.portable;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.beam.model.jobmanagement.v1.JobApi.CancelJobRequest;
import org.apache.beam.model.jobmanagement.v1.JobApi.GetJobMetricsRequest;
import org.apache.beam.model.jobmanagement.v1.JobApi.GetJobStateRequest;
import org.apache.beam.model.jobmanagement.v1.JobApi.JobMessage.MessageImportance;
import org.apache.beam.model.jobmanagement.v1.JobApi.JobMessagesRequest;
import org.apache.beam.model.jobmanagement.v1.JobApi.JobMessagesResponse;
import org.apache.beam.model.jobmanagement.v1.JobApi.JobState;
import org.apache.beam.model.jobmanagement.v1.JobServiceGrpc.JobServiceBlockingStub;
import org.apache.beam.model.pipeline.v1.MetricsApi.MonitoringInfo;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.model.pipeline.v1.RunnerApi.PTransform;
import org.apache.beam.runners.core.metrics.MetricsContainerStepMap;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.joda.time.Duration;

/** A job that was given to a job service. */
public final class ServiceJob implements PipelineResult {
  private static final String USER = "beam:metric:user:";
  private static final String STEP = "PTRANSFORM";

  private final String id;
  private final RunnerApi.Pipeline pipeline;
  private final JobServiceBlockingStub service;

  ServiceJob(String id, RunnerApi.Pipeline pipeline, JobServiceBlockingStub service) {
    this.id = id;
    this.pipeline = pipeline;
    this.service = service;
  }

  @Override
  public State getState() {
    return of(service.getState(GetJobStateRequest.newBuilder().setJobId(id).build()).getState());
  }

  @Override
  public State cancel() {
    return of(service.cancel(CancelJobRequest.newBuilder().setJobId(id).build()).getState());
  }

  @Override
  public State waitUntilFinish() {
    return wait(service);
  }

  @Override
  public State waitUntilFinish(Duration duration) {
    return wait(service.withDeadlineAfter(duration.getMillis(), TimeUnit.MILLISECONDS));
  }

  /**
   * Follows the job's messages to their end, where a failed job tells why.
   *
   * @throws PipelineExecutionException with the text of that failure
   */
  private State wait(JobServiceBlockingStub waiting) {
    State state = State.UNKNOWN;
    String failure = "the job service does not say why";
    Iterator<JobMessagesResponse> messages =
        waiting.getMessageStream(JobMessagesRequest.newBuilder().setJobId(id).build());
    while (messages.hasNext()) {
      JobMessagesResponse message = messages.next();
      if (message.hasStateResponse()) {
        state = of(message.getStateResponse().getState());
      } else if (message.getMessageResponse().getImportance()
          == MessageImportance.JOB_MESSAGE_ERROR) {
        failure = message.getMessageResponse().getMessageText();
      }
    }
    if (state == State.FAILED) {
      throw new PipelineExecutionException(new IllegalStateException(failure));
    }
    return state;
  }

  /** What steps counted, in bundles that are finished: Prism adds up no others. */
  @Override
  public MetricResults metrics() {
    MetricsContainerStepMap steps = new MetricsContainerStepMap();
    for (MonitoringInfo info :
        service
            .getJobMetrics(GetJobMetricsRequest.newBuilder().setJobId(id).build())
            .getMetrics()
            .getCommittedList()) {
      if (info.getUrn().startsWith(USER)) {
        steps.getContainer(nameOf(info.getLabelsOrThrow(STEP))).update(List.of(info));
      }
    }
    return MetricsContainerStepMap.asAttemptedOnlyMetricResults(steps);
  }

  /** A step's name; a part of a step that the service made itself keeps its id. */
  private String nameOf(String step) {
    return pipeline
        .getComponents()
        .getTransformsOrDefault(step, PTransform.newBuilder().setUniqueName(step).build())
        .getUniqueName();
  }

  private static State of(JobState.Enum state) {
    return switch (state) {
      case STOPPED, STARTING, RUNNING, DRAINING, CANCELLING -> State.RUNNING;
      case DONE, DRAINED -> State.DONE;
      case FAILED -> State.FAILED;
      case CANCELLED -> State.CANCELLED;
      case UPDATED -> State.UPDATED;
      default -> State.UNKNOWN;
    };
  }
}
