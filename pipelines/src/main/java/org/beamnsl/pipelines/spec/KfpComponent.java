package org.beamnsl.pipelines.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.command.CommandSpec;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagSpec;

/**
 * A Kubeflow Pipelines v2 component in the compiled form (pipeline spec 2.1): one container that
 * runs one command. Flags that name files become artifacts, the others parameters with the defaults
 * of the command line; flags that may be absent are passed on only when they are given.
 */
final class KfpComponent {
  private static final List<String> ENGINE = List.of("runner", "flinkMaster");
  private static final Map<String, String> TYPES =
      Map.of(
          "boolean", "BOOLEAN",
          "int", "NUMBER_INTEGER",
          "long", "NUMBER_INTEGER",
          "double", "NUMBER_DOUBLE");

  private final CommandSpec command;
  private final Map<String, Object> artifactsIn = new LinkedHashMap<>();
  private final Map<String, Object> artifactsOut = new LinkedHashMap<>();
  private final Map<String, Object> parameters = new LinkedHashMap<>();
  private final Map<String, Object> passed = new LinkedHashMap<>();
  private final List<String> arguments = new ArrayList<>();

  private KfpComponent(CommandSpec command) {
    this.command = command;
  }

  static String of(CommandSpec command, SpecPlace place) {
    KfpComponent component = new KfpComponent(command);
    component.arguments.add(command.name());
    command.flags().forEach(component::add);
    if (command.engineFlags()) {
      ENGINE.forEach(component::addEngineFlag);
    }
    return SpecText.yaml(component.tree(place.imageOf(command.engineFlags())));
  }

  private void add(FlagSpec flag) {
    switch (flag.kind()) {
      case INPUT -> addInput(flag);
      case OUTPUT -> {
        artifactsOut.put(flag.name(), artifact(flag, outputType(command.name())));
        arguments.add("--" + flag.name() + "={{$.outputs.artifacts['" + flag.name() + "'].path}}");
      }
      case DATA, SERVED, VOLATILE -> addParameter(flag);
    }
  }

  private void addInput(FlagSpec flag) {
    Map<String, Object> artifact = artifact(flag, "system.Artifact");
    artifactsIn.put(flag.name(), artifact);
    passed.put(flag.name(), "artifact");
    String argument = "--" + flag.name() + "={{$.inputs.artifacts['" + flag.name() + "'].path}}";
    if (flag.required()) {
      arguments.add(argument);
    } else {
      artifact.put("isOptional", true);
      arguments.add(ifPresent(flag.name(), argument));
    }
  }

  private void addParameter(FlagSpec flag) {
    Map<String, Object> parameter = new LinkedHashMap<>();
    String type = flag.list() ? "STRING" : TYPES.getOrDefault(flag.type(), "STRING");
    String argument = "--" + flag.name() + "={{$.inputs.parameters['" + flag.name() + "']}}";
    if (flag.defaultValue() != null) {
      parameter.put("defaultValue", typed(type, flag.defaultValue()));
      arguments.add(argument);
    } else {
      arguments.add(flag.required() ? argument : ifPresent(flag.name(), argument));
    }
    parameter.put("description", flag.description());
    if (!flag.required()) {
      parameter.put("isOptional", true);
    }
    parameter.put("parameterType", type);
    parameters.put(flag.name(), parameter);
    passed.put(flag.name(), "parameter");
  }

  private void addEngineFlag(String name) {
    addParameter(
        new FlagSpec(
            name,
            "string",
            false,
            "pipeline option of Apache Beam",
            null,
            false,
            Flag.Kind.VOLATILE,
            List.of()));
  }

  private static String ifPresent(String name, String argument) {
    return "{\"IfPresent\": {\"InputName\": \"" + name + "\", \"Then\": [\"" + argument + "\"]}}";
  }

  private static Object typed(String type, String text) {
    return switch (type) {
      case "BOOLEAN" -> Boolean.valueOf(text);
      case "NUMBER_INTEGER" -> Long.valueOf(text);
      case "NUMBER_DOUBLE" -> Double.valueOf(text);
      default -> text;
    };
  }

  private static Map<String, Object> artifact(FlagSpec flag, String type) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("artifactType", Map.of("schemaTitle", type, "schemaVersion", "0.0.1"));
    tree.put("description", flag.description());
    return tree;
  }

  private static String outputType(String command) {
    return command.equals("train") ? "system.Model" : "system.Artifact";
  }

  private Map<String, Object> tree(String image) {
    Map<String, Object> inputs = definitions(artifactsIn, parameters);
    Map<String, Object> component = new LinkedHashMap<>();
    component.put("executorLabel", "exec-" + command.name());
    component.put("inputDefinitions", inputs);
    component.put("outputDefinitions", definitions(artifactsOut, Map.of()));
    Map<String, Object> container = new LinkedHashMap<>();
    container.put("command", List.of("nsl"));
    container.put("args", arguments);
    container.put("image", image);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("components", Map.of("comp-" + command.name(), component));
    tree.put(
        "deploymentSpec",
        Map.of("executors", Map.of("exec-" + command.name(), Map.of("container", container))));
    tree.put("pipelineInfo", new LinkedHashMap<>(Map.of("name", command.name())));
    tree.put("root", root(inputs));
    tree.put("schemaVersion", "2.1.0");
    tree.put("sdkVersion", "kfp-2.17.0");
    return tree;
  }

  private Map<String, Object> root(Map<String, Object> inputs) {
    Map<String, Object> artifacts = new LinkedHashMap<>();
    Map<String, Object> values = new LinkedHashMap<>();
    passed.forEach(
        (name, kind) -> {
          if (kind.equals("artifact")) {
            artifacts.put(name, Map.of("componentInputArtifact", name));
          } else {
            values.put(name, Map.of("componentInputParameter", name));
          }
        });
    Map<String, Object> task = new LinkedHashMap<>();
    task.put("cachingOptions", Map.of("enableCache", true));
    task.put("componentRef", Map.of("name", "comp-" + command.name()));
    task.put("inputs", definitions(artifacts, values));
    task.put("taskInfo", Map.of("name", command.name()));
    Map<String, Object> root = new LinkedHashMap<>();
    Map<String, Object> dag = new LinkedHashMap<>();
    dag.put("outputs", Map.of("artifacts", selectors()));
    dag.put("tasks", Map.of(command.name(), task));
    root.put("dag", dag);
    root.put("inputDefinitions", inputs);
    root.put("outputDefinitions", definitions(artifactsOut, Map.of()));
    return root;
  }

  private Map<String, Object> selectors() {
    Map<String, Object> selectors = new LinkedHashMap<>();
    for (String name : artifactsOut.keySet()) {
      selectors.put(
          name,
          Map.of(
              "artifactSelectors",
              List.of(
                  new LinkedHashMap<>(
                      Map.of("outputArtifactKey", name, "producerSubtask", command.name())))));
    }
    return selectors;
  }

  private static Map<String, Object> definitions(
      Map<String, Object> artifacts, Map<String, Object> parameters) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (!artifacts.isEmpty()) {
      tree.put("artifacts", artifacts);
    }
    if (!parameters.isEmpty()) {
      tree.put("parameters", parameters);
    }
    return tree;
  }
}
