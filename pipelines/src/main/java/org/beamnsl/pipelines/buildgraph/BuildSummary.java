package org.beamnsl.pipelines.buildgraph;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.synthesis.GraphReport;
import org.jspecify.annotations.Nullable;

/** What the command tells about a graph it built. */
final class BuildSummary {
  private final CommandContext context;

  BuildSummary(CommandContext context) {
    this.context = context;
  }

  void print(
      String output, List<ManifestFile> graph, GraphReport report, Map<String, Object> details) {
    long lines = graph.stream().mapToLong(ManifestFile::records).sum();
    context
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "%s: %,d rows, %,d edges (%,d lines), method %s: %s",
                output,
                report.records(),
                lines / 2,
                lines,
                details.get("method"),
                details.get("reason")));
    @Nullable Object recall = details.get("recallFromSample");
    if (recall instanceof Double share && !"exact".equals(details.get("method"))) {
      context.out().println(String.format(Locale.ROOT, "recall, from a sample: %.4f", share));
    }
    if (details.get("spilledBytes") instanceof Number spilled && spilled.longValue() > 0) {
      context
          .out()
          .println(
              String.format(
                  Locale.ROOT, "at most %,d MB lay on disk at once", spilled.longValue() >> 20));
    }
    if (details.get("previousRows") instanceof Number known && known.longValue() > 0) {
      context
          .out()
          .println(
              String.format(
                  Locale.ROOT,
                  "%,d rows are as in the earlier graph: only pairs with one of the other %,d were"
                      + " compared",
                  known.longValue(),
                  report.records() - known.longValue()));
    }
    if (report.badRecords() > 0) {
      context
          .out()
          .println(String.format(Locale.ROOT, "%,d bad records are listed", report.badRecords()));
    }
    if (details.get("zeroVectors") instanceof Number zeros && zeros.longValue() > 0) {
      context
          .progress()
          .note(
              String.format(
                  Locale.ROOT,
                  "warning: %,d vectors of zeros: their cosine with everything is 0",
                  zeros.longValue()));
    }
    if (details.get("warnings") instanceof List<?> warnings) {
      warnings.forEach(warning -> context.progress().note("warning: " + warning));
    }
  }
}
