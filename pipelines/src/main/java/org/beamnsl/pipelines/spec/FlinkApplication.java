package org.beamnsl.pipelines.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.command.CommandSpec;
import org.beamnsl.core.command.FlagSpec;

/**
 * A FlinkDeployment that runs one command in application mode: a cluster that lives as long as the
 * command. Required flags stand in it as {@code $(NAME)} for the person who deploys to fill in.
 */
final class FlinkApplication {
  private static final String JAR = "local:///opt/flink/usrlib/nsl-flink.jar";

  private FlinkApplication() {}

  static String of(CommandSpec command, SpecPlace place) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("image", place.pipelinesImage());
    spec.put("flinkVersion", "v" + place.flinkVersion().replace('.', '_'));
    spec.put("serviceAccount", "flink");
    spec.put("flinkConfiguration", configuration());
    spec.put("jobManager", Map.of("resource", resource(1, "1600m")));
    Map<String, Object> workers = new LinkedHashMap<>();
    workers.put("replicas", 2);
    workers.put("resource", resource(1, "4096m"));
    spec.put("taskManager", workers);
    spec.put("job", job(command));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", "flink.apache.org/v1beta1");
    tree.put("kind", "FlinkDeployment");
    tree.put("metadata", Map.of("name", "nsl-" + command.name()));
    tree.put("spec", spec);
    return SpecText.yaml(tree);
  }

  private static Map<String, Object> configuration() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("taskmanager.numberOfTaskSlots", "2");
    tree.put("env.java.opts.all", "--add-modules=jdk.incubator.vector");
    tree.put("pipeline.generic-types", "false");
    tree.put("restart-strategy.type", "fixed-delay");
    tree.put("restart-strategy.fixed-delay.attempts", "3");
    tree.put("restart-strategy.fixed-delay.delay", "10 s");
    return tree;
  }

  private static Map<String, Object> resource(int cpu, String memory) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("cpu", cpu);
    tree.put("memory", memory);
    return tree;
  }

  private static Map<String, Object> job(CommandSpec command) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("jarURI", JAR);
    tree.put("entryClass", "org.beamnsl.deploy.flink.ClusterMain");
    tree.put("args", arguments(command));
    tree.put("parallelism", 4);
    tree.put("upgradeMode", "stateless");
    tree.put("state", "running");
    return tree;
  }

  private static List<String> arguments(CommandSpec command) {
    List<String> arguments = new ArrayList<>(List.of(command.name()));
    for (FlagSpec flag : command.flags()) {
      if (flag.required()) {
        arguments.add("--" + flag.name() + "=$(" + flag.name() + ")");
      }
    }
    // The program waits for its job by asking for its state: being attached is not possible here.
    arguments.add("--attachedMode=false");
    return arguments;
  }
}
