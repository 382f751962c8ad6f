package org.beamnsl.pipelines.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.storage.Storages;

/** Writes one page about data, graphs, models and evaluations. */
public final class ReportCommand implements Command<ReportOptions> {
  private static final String PAGE = "report.html";

  @Override
  public String name() {
    return "report";
  }

  @Override
  public String summary() {
    return "write one HTML page about data, graphs, models and evaluations";
  }

  @Override
  public String details() {
    return """
        The page is one file without scripts and without network: data (statistics, splits, leakage
        between splits), graph (degrees, components, similarities, recall, share of edges between
        equal labels against shuffled ones), training curves by loss term, comparison tables with
        mean and standard deviation, confusion, calibration, attacks, slices, pictures, lineage.
        Below each chart are its numbers; numbers/ beside the page has them as CSV, numbers.json all
        of them in full precision. A folder of pictures holds captions.json, a list of
        {"file": "a.png", "caption": "…", "group": "…"}; group may be absent.
        """;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "report --graph=packed --models=base=runs/base,graph=runs/graph --evaluation=runs/evaluation"
            + " --output=page");
  }

  @Override
  public Class<ReportOptions> optionsType() {
    return ReportOptions.class;
  }

  @Override
  public ExitCode run(ReportOptions options, CommandContext context) throws IOException {
    if (options.graph().isEmpty()
        && options.models().isEmpty()
        && options.evaluation().isEmpty()
        && options.examples().isEmpty()
        && options.statistics().isEmpty()
        && options.pictures().isEmpty()) {
      throw NslException.usage(
          "nothing to report: give --graph, --examples, --statistics, --models, --evaluation or"
              + " --pictures");
    }
    NumberFiles numbers = new NumberFiles();
    String page =
        new ReportPage(options.title())
            .render(new ReportSections(options, context.progress(), numbers).read());
    String path = Storages.join(options.output(), PAGE);
    try (ArtifactStaging staging = ArtifactStaging.begin(options.output(), options.overwrite())) {
      write(staging, PAGE, page);
      for (Map.Entry<String, String> file : numbers.files().entrySet()) {
        write(staging, file.getKey(), file.getValue());
      }
      // The page tells times, so it is no part of the data; that it exists is checked all the same.
      staging.commit(
          Manifest.of("report", "Report")
              .withOptions(context.dataOptions())
              .withDetail("destination", path));
    }
    context.out().println("report: " + path);
    return ExitCode.DONE;
  }

  private static void write(ArtifactStaging staging, String name, String text) throws IOException {
    String path = staging.path(name);
    try (OutputStream out = Storages.of(path).create(path)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
