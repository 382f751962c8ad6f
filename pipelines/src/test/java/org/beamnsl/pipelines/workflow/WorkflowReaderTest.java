package org.beamnsl.pipelines.workflow;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beamnsl.core.command.CommandSpec;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkflowReaderTest {
  @TempDir Path folder;

  private String complaint(String yaml, String... set) throws IOException {
    NslException thrown = assertThrows(NslException.class, () -> read(yaml, set));
    assertThat(thrown.exitCode()).isEqualTo(ExitCode.CONFIG);
    return String.valueOf(thrown.getMessage()).replace(folder + "/", "");
  }

  private Workflow read(String yaml, String... set) throws IOException {
    Path file = Files.writeString(folder.resolve("flow.yaml"), yaml);
    CommandCatalog catalog =
        new CommandCatalog(List.of(CommandSpec.of(new CopyCommand())), List.of(), Set::of);
    return WorkflowReader.read(
        file.toString(), Settings.of(List.of(set)), catalog, Map.of("HOME_OF_DATA", "/data"));
  }

  private static String stage(String rest) {
    return "root: out\nstages:\n  - name: a\n    command: copy\n    options: {input: x}\n" + rest;
  }

  @Test
  void variablesComeFromTheSettingsThenTheEnvironmentThenTheDefault() throws IOException {
    String yaml =
        "root: ${ROOT:here}\nstages:\n  - {name: a, command: copy, options: {input:"
            + " \"${HOME_OF_DATA}/x\"}}\n";
    assertThat(read(yaml).root()).isEqualTo("here");
    assertThat(read(yaml, "ROOT=there").root()).isEqualTo("there");
    assertThat(read(yaml).stages().get(0).options()).containsEntry("input", "/data/x");
  }

  @Test
  void aVariableWithoutValueIsNamedWithItsLine() throws IOException {
    assertThat(complaint("root: out\nstages:\n  - name: ${NOBODY}\n"))
        .startsWith("flow.yaml:3: ${NOBODY} has no value");
  }

  @Test
  void listsAreJoinedAsOnTheCommandLine() throws IOException {
    String yaml = stage("  - {name: b, command: copy, inputs: {input: [a, a/train, x.txt]}}\n");
    assertThat(read(yaml).stages().get(1).inputs())
        .containsEntry("input", List.of("a", "a/train", "x.txt"));
  }

  private List<String> names(String yaml, String... set) throws IOException {
    return read(yaml, set).stages().stream().map(Stage::name).toList();
  }

  @Test
  void aSweepMakesAStageOfEveryCombination() throws IOException {
    String sweep = "  - {name: b, command: copy, inputs: {input: a}, sweep: {suffix: [0.5, x]}}\n";
    String after = "  - {name: c, command: copy, inputs: {input: [b, a]}}\n";
    Workflow flow = read(stage(sweep + after));
    assertThat(names(stage(sweep + after))).containsExactly("a", "b_0_5", "b_x", "c").inOrder();
    assertThat(flow.stages().get(1).options()).containsEntry("suffix", "0.5");
    assertThat(flow.stages().get(3).inputs()).containsEntry("input", List.of("b_0_5", "b_x", "a"));
  }

  @Test
  void aStageWithTheSameSweepTakesTheOneWithTheSameValues() throws IOException {
    String sweeps =
        "  - {name: b, command: copy, inputs: {input: a}, sweep: {suffix: [x, y]}}\n"
            + "  - {name: c, command: copy, inputs: {input: b/train}, sweep: {suffix: [x, y]}}\n";
    assertThat(read(stage(sweeps)).stages().get(4).inputs())
        .containsEntry("input", List.of("b_y/train"));
  }

  @Test
  void aSweepOfItemsMakesAStageOfEachItem() throws IOException {
    String sweep =
        "  - {name: b, command: copy, inputs: {input: a}, sweep: [{suffix: x, times: 1},"
            + " {suffix: y, times: 2}]}\n";
    Workflow flow = read(stage(sweep));
    assertThat(names(stage(sweep))).containsExactly("a", "b_x_1", "b_y_2").inOrder();
    assertThat(flow.stages().get(2).options()).containsExactly("suffix", "y", "times", "2");
  }

  @Test
  void itemsOfASweepMustBeAlike() throws IOException {
    assertThat(complaint(stage("    sweep: [{times: 1}, {suffix: x}]\n")))
        .isEqualTo("flow.yaml:6: the items of a sweep must set the same options, at least one");
    assertThat(complaint(stage("    sweep: []\n")))
        .isEqualTo("flow.yaml:6: a sweep must have items");
    assertThat(complaint(stage("    sweep: [x]\n"))).startsWith("flow.yaml:6: an item of a sweep");
  }

  @Test
  void aSettingForASweepIsForAllItsStages() throws IOException {
    String sweep = "  - {name: b, command: copy, sweep: {suffix: [x, y]}}\n";
    Workflow flow = read(stage(sweep), "b.input=z");
    assertThat(flow.stages().get(1).options()).containsEntry("input", "z");
    assertThat(flow.stages().get(2).options()).containsEntry("input", "z");
  }

  @Test
  void aSweepThatMakesNoSenseIsNamedWithItsLine() throws IOException {
    assertThat(complaint(stage("    sweep: {suffix: x}\n")))
        .isEqualTo("flow.yaml:6: 'suffix' of a sweep must be a list of plain values");
    assertThat(complaint(stage("    sweep: {input: [x]}\n")))
        .isEqualTo("flow.yaml:3: 'input' stands in both options and sweep");
    assertThat(complaint(stage("    sweep: {suffix: [a.b, a_b]}\n")))
        .isEqualTo("flow.yaml:6: the sweep makes two stages named 'a_a_b'");
    assertThat(complaint(stage("    sweep: {sufix: [a]}\n")))
        .contains("copy has no option 'sufix'");
  }

  @Test
  void unknownKeysNameTheNearest() throws IOException {
    assertThat(complaint("rot: out\nstages: []\n"))
        .startsWith("flow.yaml:1: unknown key 'rot' of a workflow; did you mean root?");
    assertThat(complaint(stage("    input: {input: b}\n")))
        .startsWith("flow.yaml:6: unknown key 'input' of a stage; did you mean inputs?");
  }

  @Test
  void unknownCommandsOptionsAndRolesNameTheNearest() throws IOException {
    assertThat(complaint("root: o\nstages:\n  - {name: a, command: cpoy}\n"))
        .isEqualTo("flow.yaml:3: unknown command 'cpoy'; did you mean copy?");
    assertThat(complaint("root: o\nstages:\n  - {name: a, command: copy, options: {sufix: 1}}\n"))
        .startsWith("flow.yaml:3: copy has no option 'sufix'; did you mean suffix?");
    assertThat(complaint("root: o\nstages:\n  - {name: a, command: copy, inputs: {imput: x}}\n"))
        .startsWith("flow.yaml:3: unknown key 'imput' of the inputs of copy; did you mean input?");
  }

  @Test
  void valuesAreCheckedBeforeAnythingRuns() throws IOException {
    assertThat(complaint("root: o\nstages:\n  - {name: a, command: copy, options: {times: two}}\n"))
        .isEqualTo("flow.yaml:3: times: two: expected a whole number");
  }

  @Test
  void settingsAreCheckedLikeOptions() throws IOException {
    assertThat(complaint(stage(""), "a.times=two"))
        .isEqualTo("--set=a.times=two: times: two: expected a whole number");
  }

  @Test
  void aReferenceToNoStageNamesTheNearest() throws IOException {
    assertThat(complaint(stage("  - {name: b, command: copy, inputs: {input: aa}}\n")))
        .isEqualTo("flow.yaml:6: no stage before this one is named 'aa'; did you mean a?");
  }

  @Test
  void tagsAnchorsAliasesAndRepeatedKeysAreRefused() throws IOException {
    assertThat(complaint("root: !!java.net.URL x\n")).contains("flow.yaml:1: tags");
    assertThat(complaint("root: &x y\n")).contains("flow.yaml:1: anchors");
    assertThat(complaint("root: a\nseed: *x\n")).contains("flow.yaml:2: aliases");
    assertThat(complaint("root: a\nroot: b\n")).contains("flow.yaml:2: 'root' stands here twice");
  }

  @Test
  void malformedYamlNamesItsLine() throws IOException {
    assertThat(complaint("root: a\nstages:\n  - {name: b\n")).matches("flow.yaml:\\d: malformed.*");
    assertThat(complaint("")).isEqualTo("flow.yaml:1: the file is empty");
    assertThat(complaint("- a\n")).contains("must be a map");
  }

  @Test
  void stageNamesCannotLeaveTheRoot() throws IOException {
    assertThat(complaint("root: o\nstages:\n  - {name: ../a, command: copy}\n"))
        .contains("the stage name '../a' must match");
  }
}
