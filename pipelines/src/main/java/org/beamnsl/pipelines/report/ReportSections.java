package org.beamnsl.pipelines.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beamnsl.core.command.Progress;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.pipelines.workflow.RunRecord;

/** Reads what the flags name into the sections of the page. */
final class ReportSections {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ReportOptions options;
  private final Progress progress;
  private final NumberFiles files;

  ReportSections(ReportOptions options, Progress progress, NumberFiles files) {
    this.options = options;
    this.progress = progress;
    this.files = files;
  }

  /** The sections by their heading, in the order of the page. */
  Map<String, Html> read() throws IOException {
    List<ExampleFacts> examples = new ArrayList<>();
    Html data = new Html();
    for (NamedInput input : named(options.examples())) {
      ExampleFacts facts =
          ExampleFacts.read(input, options.idFeature(), options.labelFeature(), progress);
      examples.add(facts);
      data.add(new DataSection(facts, files).render(input.name()));
    }
    for (NamedInput input : named(options.statistics())) {
      data.add(statistics(input));
    }
    ClassNames classes =
        new ClassNames(
            examples.stream()
                .map(ExampleFacts::classes)
                .filter(names -> !names.isEmpty())
                .findFirst()
                .orElse(List.of()));
    Map<String, JsonNode> trainings = new LinkedHashMap<>();
    Map<String, JsonNode> timings = new LinkedHashMap<>();
    for (NamedInput input : named(options.models())) {
      trainings.put(input.name(), required("models", input, "training.json"));
      optional(input, "timing.json").ifPresent(timing -> timings.put(input.name(), timing));
    }
    Map<String, Html> sections = new LinkedHashMap<>();
    put(sections, "Evaluation", evaluations(trainings, classes), options.evaluation().isEmpty());
    put(sections, "Pictures", pictures(), options.pictures().isEmpty());
    put(
        sections,
        "Training",
        new ModelSection(trainings, timings, files).render(),
        trainings.isEmpty());
    put(sections, "Graph", graphs(examples), options.graph().isEmpty());
    put(sections, "Data", data, options.examples().isEmpty() && options.statistics().isEmpty());
    if (options.lineage() != null) {
      RunRecord record =
          RunRecord.readFile(options.lineage())
              .orElseThrow(
                  () -> NslException.noInput("--lineage=" + options.lineage() + ": not found"));
      sections.put("Lineage", new LineageSection(record).render());
    }
    return sections;
  }

  private Html evaluations(Map<String, JsonNode> trainings, ClassNames classes) throws IOException {
    Html html = new Html();
    Map<String, String> shown = new LinkedHashMap<>();
    for (NamedInput input : named(options.evaluation())) {
      JsonNode evaluation = required("evaluation", input, "evaluation.json");
      EvaluationSection section =
          new EvaluationSection(evaluation, trainings, classes, options.labelFeature(), files);
      String before = shown.getOrDefault(section.clean(), "");
      shown.putIfAbsent(section.clean(), input.name());
      html.add(section.render(input.name(), options.curve(), options.curveTuned(), before));
    }
    return html;
  }

  private Html pictures() throws IOException {
    Html html = new Html();
    for (NamedInput input : named(options.pictures())) {
      html.add(new PicturesSection(input).render());
    }
    return html;
  }

  private Html graphs(List<ExampleFacts> examples) throws IOException {
    Html html = new Html();
    GraphReader reader = new GraphReader(options.idFeature(), options.labelFeature());
    for (NamedInput input : named(options.graph())) {
      progress.begin("graph " + input.name(), -1, "edges");
      GraphFacts facts = reader.read(input.path(), examples);
      progress.set(facts.edges());
      progress.end();
      html.add(
          new GraphSection(facts, manifest(input), examples, options.seed(), files)
              .render(input.name()));
    }
    return html;
  }

  /** The manifest of an artifact; missing for plain files. */
  private static JsonNode manifest(NamedInput input) throws IOException {
    Optional<Artifact> artifact = Inputs.artifact(input.path());
    return artifact.isPresent()
        ? JSON.readTree(artifact.get().manifest().toJson())
        : MissingNode.getInstance();
  }

  private Html statistics(NamedInput input) throws IOException {
    return new StatisticsSection(
            required("statistics", input, "statistics.json"),
            optional(input, "drift.json").orElse(MissingNode.getInstance()),
            text(Storages.join(input.path(), "anomalies.txt")).orElse(""),
            manifest(input).path("options").path("maxDrift").asDouble(1),
            files)
        .render(input.name());
  }

  private static void put(Map<String, Html> sections, String name, Html section, boolean empty) {
    if (!empty) {
      sections.put(name, section);
    }
  }

  private static List<NamedInput> named(List<String> texts) {
    return texts.stream().map(NamedInput::of).toList();
  }

  private static JsonNode required(String flag, NamedInput input, String file) throws IOException {
    return optional(input, file)
        .orElseThrow(
            () -> NslException.noInput("--" + flag + "=" + input.path() + ": has no " + file));
  }

  private static Optional<JsonNode> optional(NamedInput input, String file) throws IOException {
    String path = Storages.join(input.path(), file);
    Optional<String> text = text(path);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(JSON.readTree(text.get()));
    } catch (JacksonException e) {
      throw NslException.badData(path + ": not JSON: " + e.getOriginalMessage());
    }
  }

  private static Optional<String> text(String path) throws IOException {
    try (InputStream in = Storages.of(path).open(path)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
