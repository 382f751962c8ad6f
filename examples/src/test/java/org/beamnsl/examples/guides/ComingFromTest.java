package org.beamnsl.examples.guides;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.lang.reflect.Member;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.OptionsType;
import org.junit.jupiter.api.Test;

/** Every command, flag, class and method that the page names exists, and no name of old is lost. */
final class ComingFromTest {
  private static final Path PAGE =
      Path.of("..", "docs", "coming-from-neural-structured-learning.md");
  private static final List<Path> SOURCES =
      List.of(
          Path.of("..", "transforms", "core", "src", "main", "java"),
          Path.of("..", "transforms", "beam", "src", "main", "java"),
          Path.of("..", "trainer", "src", "main", "java"));
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static List<Command<?>> commands() {
    List<Command<?>> commands = new ArrayList<>(org.beamnsl.pipelines.Main.commands());
    commands.addAll(org.beamnsl.trainer.Main.commands());
    return commands;
  }

  /** The cells of the column "here". */
  private static List<String> here() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| there"))
        .map(line -> line.split("(?<!\\\\)\\|", -1)[2])
        .toList();
  }

  private static Set<String> codes() throws IOException {
    Set<String> codes = new TreeSet<>();
    for (String cell : here()) {
      Matcher code = CODE.matcher(cell);
      while (code.find()) {
        codes.add(code.group(1));
      }
    }
    return codes;
  }

  private static Set<String> flags() {
    Set<String> flags = new TreeSet<>();
    for (Command<?> command : commands()) {
      OptionsType.of(command.optionsType()).flags().forEach(flag -> flags.add(flag.name()));
    }
    return flags;
  }

  @Test
  void everyFlagOfThePageExists() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher flag = Pattern.compile("--([a-z][A-Za-z]+)").matcher(Files.readString(PAGE));
    while (flag.find()) {
      named.add(flag.group(1));
    }
    assertThat(named.size()).isAtLeast(25);
    // The original's own spelling, which has underscores, is not matched as a whole.
    named.remove("max");
    assertThat(flags()).containsAtLeastElementsIn(named);
  }

  @Test
  void everyCommandOfTheColumnExists() throws IOException {
    Set<String> names = commands().stream().map(Command::name).collect(Collectors.toSet());
    Set<String> checked = new TreeSet<>();
    for (String code : codes()) {
      String first = code.split(" ")[0];
      if (first.matches("[a-z][a-z-]+")) {
        assertWithMessage(code).that(names).contains(first);
        checked.add(first);
      }
    }
    assertThat(checked).containsAtLeast("build-graph", "pack-nbrs", "train", "evaluate", "perturb");
  }

  @Test
  void everyClassAndMethodOfTheColumnExistsAndIsPublic() throws Exception {
    Set<String> checked = new TreeSet<>();
    for (String code : codes()) {
      Matcher name = Pattern.compile("([A-Z][a-z][A-Za-z]+)(?:\\.([a-zA-Z]+))?").matcher(code);
      if (code.startsWith("-") || code.matches("[a-z].*")) {
        continue;
      }
      while (name.find()) {
        if (!name.group(1).equals("Beam")) {
          check(code, name.group(1), name.group(2));
          checked.add(name.group(1));
        }
      }
    }
    assertThat(checked)
        .containsAtLeast("GraphRegularization", "AttackConfig", "NormBall", "SynthesizeGraph");
  }

  private static void check(String code, String simpleName, String member) throws Exception {
    Class<?> found = Class.forName(qualified(code, simpleName));
    assertWithMessage(code)
        .that(java.lang.reflect.Modifier.isPublic(found.getModifiers()))
        .isTrue();
    if (member != null) {
      Stream<String> members =
          Stream.concat(
              Stream.concat(Arrays.stream(found.getMethods()), Arrays.stream(found.getFields()))
                  .map(Member::getName),
              Arrays.stream(found.getClasses()).map(Class::getSimpleName));
      assertWithMessage(code).that(members.toList()).contains(member);
    }
  }

  private static String qualified(String code, String simpleName) throws IOException {
    for (Path root : SOURCES) {
      try (Stream<Path> files = Files.walk(root)) {
        List<Path> found =
            files.filter(file -> file.endsWith(simpleName + ".java")).sorted().toList();
        if (!found.isEmpty()) {
          String path = root.relativize(found.get(0)).toString();
          return path.substring(0, path.length() - ".java".length()).replace('/', '.');
        }
      }
    }
    throw new AssertionError(code + ": there is no class " + simpleName);
  }

  @Test
  void whatVirtualAttacksDefaultToIsWhatThePageSays() throws IOException {
    var defaults = org.beamnsl.trainer.regularize.VirtualAdversarialRegularization.of(1, 1);
    assertThat(defaults.approximationSteps()).isEqualTo(1);
    assertThat(Files.readString(PAGE))
        .contains("1 step; ξ 1e-6 there, " + defaults.approximationDifference() + " here;");
  }

  /** The public names of the original, by its own lists of exports. */
  @Test
  void everyNameOfTheOriginalIsMentioned() throws IOException {
    String page = Files.readString(PAGE);
    List<String> names =
        List.of(
            "AdvNeighborConfig",
            "AdvRegConfig",
            "AdvTargetConfig",
            "AdvTargetType",
            "DecayConfig",
            "DecayType",
            "DEFAULT_ADVERSARIAL_PARAMS",
            "DEFAULT_DISTANCE_PARAMS",
            "DistanceConfig",
            "DistanceType",
            "GraphBuilderConfig",
            "GraphNeighborConfig",
            "GraphRegConfig",
            "IntegrationConfig",
            "IntegrationType",
            "make_adv_reg_config",
            "make_graph_reg_config",
            "NormType",
            "transform_fn",
            "VirtualAdvConfig",
            "GraphRegularization",
            "AdversarialRegularization",
            "adversarial_loss",
            "NeighborFeatures",
            "PairwiseDistance",
            "make_missing_neighbor_inputs",
            "GenNeighbor",
            "gen_adv_neighbor",
            "jensen_shannon_divergence",
            "kl_divergence",
            "pairwise_distance_wrapper",
            "adv_regularizer",
            "virtual_adv_regularizer",
            "apply_feature_mask",
            "decay_over_time",
            "get_target_indices",
            "maximize_within_unit_norm",
            "normalize",
            "project_to_ball",
            "random_in_norm_ball",
            "replicate_embeddings",
            "strip_neighbor_features",
            "unpack_neighbor_features",
            "build_graph",
            "build_graph_from_config",
            "pack_nbrs",
            "add_edge",
            "add_undirected_edges",
            "read_tsv_graph",
            "write_tsv_graph",
            "perturb_on_batch",
            "add_graph_regularization",
            "add_adversarial_regularization",
            "experimental.gnn",
            "max_nbrs",
            "similarity_threshold",
            "lsh_splits",
            "lsh_rounds",
            "random_seed",
            "id_feature_name",
            "embedding_feature_name",
            "max_neighbors",
            "multiplier",
            "reduction",
            "sum_over_axis",
            "feature_mask",
            "adv_step_size",
            "adv_grad_norm",
            "clip_value_min",
            "clip_value_max",
            "pgd_iterations",
            "pgd_epsilon",
            "random_init",
            "label_keys",
            "sample_weight_key",
            "base_with_labels_in_features",
            "TransformType",
            "distance_type",
            "distance_config",
            "neighbor_config",
            "adv_neighbor_config",
            "target_method",
            "decay_steps",
            "decay_rate",
            "decay_type",
            "min_value",
            "num_approx_steps",
            "approx_difference",
            "pgd_model_fn",
            "pgd_loss_fn",
            "use_while_loop");
    for (String name : names) {
      assertWithMessage(name).that(page).contains(name);
    }
  }
}
