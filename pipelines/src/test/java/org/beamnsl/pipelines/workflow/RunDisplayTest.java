package org.beamnsl.pipelines.workflow;

import static com.google.common.truth.Truth.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beamnsl.core.command.CommandSpec;
import org.beamnsl.core.command.Progress;
import org.junit.jupiter.api.Test;

final class RunDisplayTest {
  private static final CommandSpec TRAIN =
      new CommandSpec("train", "", "", List.of(), List.of(), false);

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);

  @Test
  void whereTheTimeWentIsALineForEachOfTheLongestStages() {
    assertThat(summary(ended("photos", 1.7), ended("base", 131), ended("evaluation", 7.3)))
        .containsExactly(
            "3 executed, 0 up to date, 2 min 20 s",
            "  base         2 min 11 s   94 %",
            "  evaluation        7.3 s    5 %",
            "  photos            1.7 s    1 %")
        .inOrder();
  }

  @Test
  void oneStageAloneNeedsNoShares() {
    assertThat(summary(ended("base", 140))).containsExactly("1 executed, 0 up to date, 2 min 20 s");
  }

  private List<String> summary(RunRecord.StageRecord... ended) {
    List<Stage> stages = new ArrayList<>();
    for (RunRecord.StageRecord each : ended) {
      stages.add(new Stage(each.name(), TRAIN, Map.of(), Map.of(), 1));
    }
    try (RunDisplay display =
        new RunDisplay(stream, new Progress(stream, Progress.Mode.PLAIN), stages)) {
      display.summary(List.of(ended), 140);
    }
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static RunRecord.StageRecord ended(String name, double seconds) {
    return new RunRecord.StageRecord(
        name,
        "train",
        "",
        "",
        WorkflowRun.EXECUTED,
        seconds,
        -1,
        new TreeMap<>(),
        new TreeMap<>(),
        "");
  }
}
