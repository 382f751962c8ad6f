package org.beamnsl.pipelines.spec;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.command.CommandLineProgram;
import org.beamnsl.core.command.CommandSpec;
import org.beamnsl.core.command.EngineFlags;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.failure.ExitCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecCommandTest {
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "\\{\\{\\$\\.(in|out)puts\\.(artifacts|parameters)\\['(\\w+)'](?:\\.path)?}}");

  enum Method {
    AUTO,
    EXACT
  }

  record Options(
      @Flag(value = "embeddings", required = true, kind = Flag.Kind.INPUT) String input,
      @Flag(value = "seeds of other graphs", kind = Flag.Kind.INPUT) @Nullable String graph,
      @Flag(value = "the graph", required = true, kind = Flag.Kind.OUTPUT) String output,
      @Flag(value = "cosine, in [-1, 1]", defaultValue = "0.8") double similarityThreshold,
      @Flag("unlimited when absent") @Nullable Integer maxNeighbors,
      @Flag(value = "how", defaultValue = "auto") Method method,
      @Flag(value = "sizes", defaultValue = "50,50") List<Integer> sizes,
      @Flag(value = "replace", defaultValue = "false", kind = Flag.Kind.VOLATILE)
          boolean overwrite) {}

  /** Remembers what it was given. */
  static final class Join implements Command<Options> {
    final List<Options> given = new ArrayList<>();
    List<String> engine = List.of();

    @Override
    public String name() {
      return "join-all";
    }

    @Override
    public String summary() {
      return "join \"everything\"";
    }

    @Override
    public List<String> examples() {
      return List.of("join-all --input=x --output=y");
    }

    @Override
    public Class<Options> optionsType() {
      return Options.class;
    }

    @Override
    public boolean acceptsEngineFlags() {
      return true;
    }

    @Override
    public ExitCode run(Options options, CommandContext context) {
      given.add(options);
      engine = context.engineArguments();
      return ExitCode.DONE;
    }
  }

  private final Join join = new Join();
  private final CommandLineProgram program =
      new CommandLineProgram(
          List.of(join, new SpecCommand(() -> List.of(CommandSpec.of(join)))),
          new EngineFlags(Set.of("runner", "flinkMaster", "attachedMode")));

  @Test
  void theContainerOfAKfpComponentRunsTheCommandWithItsDefaults() throws Exception {
    JsonNode component = new YAMLMapper().readTree(spec("kfp"));

    run(resolve(component, Map.of("input", "/in", "output", "/out")));

    assertThat(join.given)
        .containsExactly(
            new Options("/in", null, "/out", 0.8, null, Method.AUTO, List.of(50, 50), false));
  }

  @Test
  void theContainerOfAKfpComponentPassesWhatIsGiven() throws Exception {
    JsonNode component = new YAMLMapper().readTree(spec("kfp"));

    run(
        resolve(
            component,
            Map.of(
                "input", "/in",
                "graph", "/graph",
                "output", "/out",
                "similarityThreshold", "0.5",
                "maxNeighbors", "7",
                "method", "exact",
                "sizes", "3",
                "overwrite", "true",
                "flinkMaster", "flink:8081")));

    assertThat(join.given)
        .containsExactly(
            new Options("/in", "/graph", "/out", 0.5, 7, Method.EXACT, List.of(3), true));
    assertThat(join.engine).containsExactly("--flinkMaster=flink:8081");
  }

  @Test
  void aFlexTemplateHasEveryFlagWithADefaultThatItAccepts() throws Exception {
    JsonNode parameters = new JsonMapper().readTree(spec("flex")).get("parameters");

    assertThat(parameters.findValuesAsText("name"))
        .containsExactly(
            "input",
            "graph",
            "output",
            "similarityThreshold",
            "maxNeighbors",
            "method",
            "sizes",
            "overwrite")
        .inOrder();
    for (JsonNode parameter : parameters) {
      if (parameter.has("regexes") && parameter.has("defaultValue")) {
        assertThat(parameter.get("defaultValue").asText())
            .matches(parameter.get("regexes").get(0).asText());
      }
    }
    assertThat(parameters.get(5).get("enumOptions").findValuesAsText("value"))
        .containsExactly("auto", "exact");
    assertThat(parameters.get(0).get("isOptional").asBoolean()).isFalse();
    assertThat(parameters.get(3).get("isOptional").asBoolean()).isTrue();
  }

  @Test
  void aFlinkDeploymentNamesTheVersionTheImageAndTheCommand() throws Exception {
    JsonNode spec = new YAMLMapper().readTree(spec("flink")).get("spec");

    assertThat(spec.get("flinkVersion").asText()).isEqualTo("v1_19");
    assertThat(spec.get("image").asText()).isEqualTo("beam-nsl/pipelines:0.1.0");
    assertThat(spec.get("job").get("args").get(0).asText()).isEqualTo("join-all");
    assertThat(spec.get("job").get("args").toString()).contains("--attachedMode=false");
  }

  @Test
  void anAirflowDagQuotesItsTexts() {
    assertThat(spec("airflow")).contains("\"input\": \"{{ params.input }}\"");
    assertThat(spec("airflow")).contains("# \"method\": \"auto\",");
  }

  @Test
  void filesAreNamedByCommand(@TempDir Path folder) throws Exception {
    run(List.of("spec", "--target=flex", "--output=" + folder));

    assertThat(Files.readString(folder.resolve("join-all.json"))).isEqualTo(spec("flex"));
  }

  @Test
  void anUnknownCommandIsAUsageError() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        program.run(
            List.of("spec", "--target=kfp", "--command=jion"),
            System.out,
            new PrintStream(err, true, UTF_8),
            Map.of());

    assertThat(status).isEqualTo(64);
    assertThat(err.toString(UTF_8)).contains("--command=jion: expected one that can run there");
  }

  private String spec(String target) {
    return run(List.of("spec", "--target=" + target, "--command=join-all"));
  }

  private String run(List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int status = program.run(arguments, new PrintStream(out, true, UTF_8), System.err, Map.of());
    assertThat(status).isEqualTo(0);
    return out.toString(UTF_8);
  }

  /** What Kubeflow does before it starts the container. */
  private static List<String> resolve(JsonNode component, Map<String, String> values)
      throws Exception {
    JsonNode definitions = component.get("components").get("comp-join-all");
    JsonNode container =
        component.get("deploymentSpec").get("executors").get("exec-join-all").get("container");
    assertThat(container.get("command").get(0).asText()).isEqualTo("nsl");
    List<String> resolved = new ArrayList<>();
    for (JsonNode argument : container.get("args")) {
      String text = argument.asText();
      if (text.startsWith("{\"IfPresent\"")) {
        JsonNode condition = new JsonMapper().readTree(text).get("IfPresent");
        if (!values.containsKey(condition.get("InputName").asText())) {
          continue;
        }
        text = condition.get("Then").get(0).asText();
      }
      resolved.add(substitute(text, definitions, values));
    }
    return resolved;
  }

  private static String substitute(String text, JsonNode definitions, Map<String, String> values) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    return matcher.replaceAll(
        found -> {
          String name = found.group(3);
          JsonNode definition =
              definitions.get(found.group(1) + "putDefinitions").get(found.group(2)).get(name);
          assertThat(definition).isNotNull();
          String value = values.get(name);
          return Matcher.quoteReplacement(
              value != null ? value : definition.get("defaultValue").asText());
        });
  }
}
