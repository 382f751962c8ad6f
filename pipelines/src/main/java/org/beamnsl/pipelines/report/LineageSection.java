package org.beamnsl.pipelines.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.beamnsl.pipelines.workflow.RunRecord;

/** Which stage made what from what. */
final class LineageSection {
  private static final int DIGEST_DIGITS = 12;

  private final RunRecord record;

  LineageSection(RunRecord record) {
    this.record = record;
  }

  Html render() {
    List<List<String>> rows = new ArrayList<>();
    double total = 0;
    for (RunRecord.StageRecord stage : record.stages()) {
      total += stage.seconds();
      rows.add(
          List.of(
              stage.name(),
              stage.command(),
              stage.executionId(),
              inputs(stage),
              cut(stage.outputDigest()),
              stage.records() < 0 ? "" : Html.number(stage.records()),
              stage.state().equals("executed")
                  ? String.format(Locale.ROOT, "%.1f s", stage.seconds())
                  : stage.state()));
    }
    return new Html()
        .raw("<p>Workflow ")
        .text(record.workflow())
        .raw(", version ")
        .text(record.version())
        .raw(", begun ")
        .text(record.started())
        .format(", %.0f s up to this page.</p>", total)
        .add(
            Table.styled(
                "texts lineage",
                List.of(
                    "stage", "command", "execution", "inputs", "data digest", "records", "time"),
                rows))
        .add(options());
  }

  private static String inputs(RunRecord.StageRecord stage) {
    return stage.inputs().entrySet().stream()
        .map(input -> input.getKey() + " " + cut(input.getValue()))
        .collect(Collectors.joining(", "));
  }

  private Html options() {
    Html options = new Html().raw("<details><summary>options of all stages</summary>");
    for (RunRecord.StageRecord stage : record.stages()) {
      options
          .element("h4", stage.name())
          .raw("<pre>")
          .text(
              stage.options().entrySet().stream()
                  .map(option -> "--" + option.getKey() + "=" + option.getValue())
                  .collect(Collectors.joining(" \\\n")))
          .raw("</pre>");
    }
    return options.raw("</details>");
  }

  private static String cut(String digest) {
    return digest.substring(0, Math.min(digest.length(), DIGEST_DIGITS));
  }
}
