package org.beamnsl.pipelines.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.pipelines.workflow.RunRecord;

/** Writes one page about graphs, models and evaluations. */
public final class ReportCommand implements Command<ReportOptions> {
  private static final String PAGE = "report.html";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String name() {
    return "report";
  }

  @Override
  public String summary() {
    return "write one HTML page about graphs, models and evaluations";
  }

  @Override
  public String details() {
    return """
        The page is one file without scripts and without network: graph (degrees, components,
        similarities, share of edges between equal labels against shuffled ones), training curves by
        loss term, comparison tables with mean and standard deviation, confusion, attacks, slices,
        lineage. Below each chart are its numbers.
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
    if (options.graph().isEmpty() && options.models().isEmpty() && options.evaluation().isEmpty()) {
      throw NslException.usage("nothing to report: give --graph, --models or --evaluation");
    }
    String page = new ReportPage(options.title()).render(sections(options, context));
    String path = Storages.join(options.output(), PAGE);
    try (ArtifactStaging staging = ArtifactStaging.begin(options.output(), options.overwrite())) {
      try (OutputStream out = Storages.of(staging.folder()).create(staging.path(PAGE))) {
        out.write(page.getBytes(StandardCharsets.UTF_8));
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

  private static Map<String, Html> sections(ReportOptions options, CommandContext context)
      throws IOException {
    Map<String, Html> sections = new LinkedHashMap<>();
    Html evaluations = new Html();
    for (NamedInput input : named(options.evaluation())) {
      context.progress().begin("evaluation " + input.name(), -1, "files");
      evaluations.add(
          new EvaluationSection(json("evaluation", input, "evaluation.json")).render(input.name()));
    }
    put(sections, "Evaluation", evaluations, options.evaluation().isEmpty());
    Map<String, JsonNode> trainings = new LinkedHashMap<>();
    for (NamedInput input : named(options.models())) {
      trainings.put(input.name(), json("models", input, "training.json"));
    }
    put(sections, "Training", new ModelSection(trainings).render(), trainings.isEmpty());
    Html graphs = new Html();
    GraphReader reader = new GraphReader(options.idFeature(), options.labelFeature());
    for (NamedInput input : named(options.graph())) {
      context.progress().begin("graph " + input.name(), -1, "edges");
      GraphFacts facts = reader.read(input.path());
      context.progress().set(facts.edges());
      graphs.add(new GraphSection(facts, options.seed()).render(input.name()));
    }
    put(sections, "Graph", graphs, options.graph().isEmpty());
    if (options.lineage() != null) {
      Optional<RunRecord> record = RunRecord.readFile(options.lineage());
      record.ifPresent(each -> sections.put("Lineage", new LineageSection(each).render()));
    }
    return sections;
  }

  private static void put(Map<String, Html> sections, String name, Html section, boolean empty) {
    if (!empty) {
      sections.put(name, section);
    }
  }

  private static List<NamedInput> named(List<String> texts) {
    return texts.stream().map(NamedInput::of).toList();
  }

  private static JsonNode json(String flag, NamedInput input, String file) throws IOException {
    String path = Storages.join(input.path(), file);
    try (InputStream in = Storages.of(path).open(path)) {
      return JSON.readTree(in);
    } catch (NoSuchFileException e) {
      throw NslException.noInput("--" + flag + "=" + input.path() + ": has no " + file);
    } catch (JacksonException e) {
      throw NslException.badData(path + ": not JSON: " + e.getOriginalMessage());
    }
  }
}
