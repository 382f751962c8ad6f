package org.beamnsl.pipelines.spec;

import org.beamnsl.core.command.CommandSpec;

/** The languages that commands can be described in. */
public enum SpecTarget {
  /** A Kubeflow Pipelines v2 component: one container task. */
  KFP("yaml") {
    @Override
    String describe(CommandSpec command, SpecPlace place) {
      return KfpComponent.of(command, place);
    }
  },
  /** An Airflow DAG with this one task, to copy the operator from. */
  AIRFLOW("py") {
    @Override
    String describe(CommandSpec command, SpecPlace place) {
      return AirflowDag.of(command, place);
    }
  },
  /** A FlinkDeployment of the Flink Kubernetes operator, in application mode. */
  FLINK("yaml") {
    @Override
    String describe(CommandSpec command, SpecPlace place) {
      return FlinkApplication.of(command, place);
    }
  },
  /** The metadata of a Dataflow Flex Template. */
  FLEX("json") {
    @Override
    String describe(CommandSpec command, SpecPlace place) {
      return FlexTemplate.of(command);
    }
  };

  private final String extension;

  SpecTarget(String extension) {
    this.extension = extension;
  }

  /** The file name extension of a description. */
  String extension() {
    return extension;
  }

  /** Whether a command can run there: some places only start Beam pipelines. */
  boolean takes(CommandSpec command) {
    return command.engineFlags() || this == KFP || this == AIRFLOW;
  }

  /** The description, ending with a line end. */
  abstract String describe(CommandSpec command, SpecPlace place);
}
