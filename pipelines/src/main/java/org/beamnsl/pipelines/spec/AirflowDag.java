package org.beamnsl.pipelines.spec;

import java.util.Locale;
import java.util.StringJoiner;
import org.beamnsl.core.command.CommandSpec;
import org.beamnsl.core.command.FlagSpec;

/**
 * An Airflow DAG of one task. Beam commands become a BeamRunJavaPipelineOperator on Flink, the
 * others a BashOperator; required flags are parameters of the DAG, all others are listed with their
 * defaults.
 */
final class AirflowDag {
  private AirflowDag() {}

  static String of(CommandSpec command, SpecPlace place) {
    String id = command.name().replace('-', '_');
    return """
    \"\"\"nsl %s: %s.\"\"\"

    from datetime import datetime

    from airflow.sdk import DAG, Param
    %s

    with DAG(
        dag_id="nsl_%s",
        schedule=None,
        start_date=datetime(2026, 1, 1),
        catchup=False,
        params={
    %s    },
    ):
    %s"""
        .formatted(
            command.name(),
            command.summary(),
            command.engineFlags()
                ? "from airflow.providers.apache.beam.operators.beam import"
                    + " BeamRunJavaPipelineOperator"
                : "from airflow.providers.standard.operators.bash import BashOperator",
            id,
            parameters(command),
            command.engineFlags() ? beam(command, id) : bash(command, id, place));
  }

  private static String parameters(CommandSpec command) {
    StringBuilder text = new StringBuilder();
    for (FlagSpec flag : command.flags()) {
      if (flag.required()) {
        text.append("        \"")
            .append(flag.name())
            .append("\": Param(type=\"string\", description=")
            .append(literal(flag.description()))
            .append("),\n");
      }
    }
    return text.toString();
  }

  private static String beam(CommandSpec command, String id) {
    StringBuilder text = new StringBuilder();
    text.append("    BeamRunJavaPipelineOperator(\n");
    text.append("        task_id=\"").append(id).append("\",\n");
    text.append("        runner=\"FlinkRunner\",\n");
    // A class path, as java takes it: the cluster's jar and Flink's client beside it.
    text.append("        jar=\"{{ var.value.nsl_flink_bundle }}/*\",\n");
    text.append("        job_class=\"org.beamnsl.pipelines.Main\",\n");
    text.append("        pipeline_options={\n");
    text.append("            \"command\": \"").append(command.name()).append("\",\n");
    text.append("            \"flinkMaster\": \"{{ var.value.nsl_flink_master }}\",\n");
    for (FlagSpec flag : command.flags()) {
      text.append(option(flag));
    }
    return text.append("        },\n    )\n").toString();
  }

  private static String option(FlagSpec flag) {
    if (flag.required()) {
      return "            \"" + flag.name() + "\": \"{{ params." + flag.name() + " }}\",\n";
    }
    String value = flag.defaultValue() == null ? "" : flag.defaultValue();
    return "            # \"" + flag.name() + "\": " + literal(value) + ",\n";
  }

  private static String bash(CommandSpec command, String id, SpecPlace place) {
    StringJoiner line = new StringJoiner(" ");
    line.add("nsl").add(command.name());
    for (FlagSpec flag : command.flags()) {
      if (flag.required()) {
        line.add("--" + flag.name() + "='{{ params." + flag.name() + " }}'");
      }
    }
    return String.format(
        Locale.ROOT,
        "    # In a container: the image %s has the same program.%n"
            + "    BashOperator(task_id=\"%s\", bash_command=%s)%n",
        place.trainerImage(),
        id,
        literal(line.toString()));
  }

  /** A Python string literal. */
  private static String literal(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
