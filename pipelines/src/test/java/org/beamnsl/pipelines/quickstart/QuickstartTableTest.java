package org.beamnsl.pipelines.quickstart;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.beamnsl.pipelines.workflow.RunRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuickstartTableTest {
  @TempDir Path folder;

  private RunRecord.StageRecord stage(String name, String evaluation) throws IOException {
    Path output = Files.createDirectories(folder.resolve(name));
    Files.writeString(output.resolve("evaluation.json"), evaluation);
    return new RunRecord.StageRecord(
        name,
        "evaluate",
        "0",
        output.toString(),
        "executed",
        1,
        600,
        new TreeMap<>(),
        new TreeMap<>(),
        "0");
  }

  private static String model(String name, String attacks) {
    return "{\"name\":\"%s\",\"metrics\":{\"accuracy\":{\"mean\":0.519,\"std\":0.123}},\"attacks\":[%s]}"
        .formatted(name, attacks);
  }

  private static String gain(String name, String mean) {
    return "{\"model\":\"%s\",\"metrics\":{\"accuracy\":{\"mean\":%s,\"std\":0.026}}}"
        .formatted(name, mean);
  }

  private String table() throws IOException {
    String attack = "{\"metrics\":{\"accuracy\":{\"mean\":0.137,\"std\":0.112}}}";
    String papers =
        "{\"models\":[%s,%s,%s,%s],\"comparisons\":[%s,%s]}"
            .formatted(
                model("base", attack),
                model("graph", attack),
                model("adversarial", attack),
                model("rewired", attack),
                gain("graph", "0.099"),
                gain("rewired", "-0.177"));
    String reviews =
        "{\"models\":[%s,%s],\"comparisons\":[%s]}"
            .formatted(
                model("review_base", ""), model("review_graph", ""), gain("review_graph", "0.059"));
    RunRecord record =
        new RunRecord(
            "quickstart.yaml",
            "1",
            "2026-01-01T00:00:00Z",
            RunRecord.DONE,
            "0",
            null,
            List.of(stage("paper_evaluation", papers), stage("review_evaluation", reviews)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new QuickstartTable(record).print(new PrintStream(bytes, true, UTF_8));
    return bytes.toString(UTF_8);
  }

  @Test
  void fitsATerminal() throws IOException {
    for (String line : table().lines().toList()) {
      assertWithMessage(line).that(line.length()).isAtMost(80);
    }
  }

  @Test
  void numbersStandBelowTheirHeads() throws IOException {
    List<String> lines = table().lines().toList();
    String head = lines.get(2);
    String base = lines.get(3);
    assertThat(base).startsWith("  base         words alone");
    assertThat(base).endsWith("  51.9 ± 12.3 %   13.7 ± 11.2 %");
    int clean = base.indexOf("51.9");
    int attacked = base.indexOf("13.7");
    assertThat(head.indexOf("clean")).isIn(List.of(clean, clean + 1, clean + 2));
    assertThat(head.indexOf("attacked")).isIn(List.of(attacked, attacked + 1, attacked + 2));
  }

  @Test
  void whatTheGraphIsWorthStandsOnOneLineWithItsControl() throws IOException {
    // .ci/run reads this line.
    assertThat(table())
        .contains("Worth of the graph: +9.9 ± 2.6 points on papers, -17.7 ± 2.6 when rewired,\n");
  }
}
