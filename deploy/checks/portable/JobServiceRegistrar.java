package org.beamnsl.checks.portable;

import java.util.List;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;
import org.apache.beam.sdk.options.PortablePipelineOptions;
import org.apache.beam.sdk.runners.PipelineRunnerRegistrar;

/** Makes {@code --runner=JobServiceRunner} and the flags of portable runners known to Beam. */
public final class JobServiceRegistrar {
  private JobServiceRegistrar() {}

  /** The runner. */
  public static final class Runner implements PipelineRunnerRegistrar {
    @Override
    public List<Class<? extends PipelineRunner<?>>> getPipelineRunners() {
      return List.of(JobServiceRunner.class);
    }
  }

  /** Its flags: {@code --jobEndpoint} and those of the environment. */
  public static final class Options implements PipelineOptionsRegistrar {
    @Override
    public List<Class<? extends PipelineOptions>> getPipelineOptions() {
      return List.of(PortablePipelineOptions.class);
    }
  }
}
