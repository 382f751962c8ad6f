package org.beamnsl.trainer.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.trainer.evaluate.Comparisons;
import org.beamnsl.trainer.evaluate.EvaluationPlan;
import org.beamnsl.trainer.evaluate.EvaluationReport;
import org.beamnsl.trainer.evaluate.EvaluationReport.ModelResult;
import org.beamnsl.trainer.evaluate.EvaluationSet;
import org.beamnsl.trainer.evaluate.Evaluator;
import org.beamnsl.trainer.evaluate.ModelArtifact;
import org.beamnsl.trainer.evaluate.NearestReference;
import org.beamnsl.trainer.reading.ExampleFiles;
import org.jspecify.annotations.Nullable;

/** Measures models and blesses the candidate, or not. */
public final class EvaluateCommand implements Command<EvaluateOptions> {
  static final String REPORT = "evaluation.json";
  static final String ROBUSTNESS = "robustness.csv";
  static final String BLESSED = "BLESSED";
  static final String NOT_BLESSED = "NOT_BLESSED";
  private static final String SERVING = "serving";

  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String summary() {
    return "measure models, clean and attacked, overall and by slice; bless the candidate or not";
  }

  @Override
  public String details() {
    return """
    Reads models of 'train' (all their seeds) and labelled examples. Writes evaluation.json and an
    empty file BLESSED or NOT_BLESSED, with attacks or corruptions robustness.csv too. The
    candidate is blessed when every bound that was set holds; the exit status is 0 either way.""";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "evaluate --models=base=runs/base,graph=runs/graph --examples=papers/Split-test"
            + " --output=runs/evaluation --candidate=graph --baseline=base --minAccuracy=0.75",
        "evaluate --models=runs/model --examples=images --output=runs/robust --attack=pgd"
            + " --epsilons=0.1,0.2 --clipMin=0 --clipMax=1",
        "evaluate --models=runs/model --examples=today --output=runs/evaluation"
            + " --serving=serving/cora --minGain=-0.01 --maxLossIncrease=0.02",
        "evaluate --models=feature:words,runs/embedding --examples=papers --reference=papers"
            + " --output=runs/neighbours");
  }

  @Override
  public Class<EvaluateOptions> optionsType() {
    return EvaluateOptions.class;
  }

  @Override
  public ExitCode run(EvaluateOptions options, CommandContext context) {
    List<ModelArtifact> models = models(options);
    EvaluationPlan plan =
        options.robustness().plan(options.clip(), options.inference().batch(), models);
    String candidate = chosen("candidate", options.blessing().candidate(), models);
    Optional<ModelArtifact> serving = serving(options, models);
    serving.ifPresent(models::add);
    Optional<String> baseline =
        Optional.ofNullable(options.blessing().baseline())
            .map(name -> chosen("baseline", name, models))
            .or(() -> serving.map(ModelArtifact::name));
    try (ArtifactStaging staging =
        ArtifactStaging.begin(options.destination().output(), options.destination().overwrite())) {
      List<InputFile> files = ExampleFiles.resolve("examples", options.examples(), "test");
      EvaluationSet set = EvaluationSet.read(files, options.labelFeature(), options.slices());
      Evaluator evaluator = new Evaluator(set, plan, context.progress(), reference(options));
      List<ModelResult> results = models.stream().map(evaluator::evaluate).toList();
      EvaluationReport report = report(options, set, results, find(results, candidate), baseline);
      write(staging, report, options, context);
      EvaluationTable.print(report, context.out());
    }
    return ExitCode.DONE;
  }

  private static Optional<NearestReference> reference(EvaluateOptions options) {
    return Optional.ofNullable(options.reference())
        .map(spec -> ExampleFiles.resolve("reference", spec, "train"))
        .map(files -> EvaluationSet.read(files, options.labelFeature(), List.of()))
        .map(set -> new NearestReference(set, options.nearest()));
  }

  private static List<ModelArtifact> models(EvaluateOptions options) {
    List<ModelArtifact> models = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String entry : options.models()) {
      ModelArtifact model =
          ModelArtifact.find("models", entry, options.inference().allowUntrustedModel());
      if (!names.add(model.name())) {
        throw NslException.usage(
            "--models: two models are called " + model.name() + "; name them with name=path");
      }
      models.add(model);
    }
    if (models.isEmpty()) {
      throw NslException.usage("--models names no model");
    }
    return models;
  }

  private static Optional<ModelArtifact> serving(
      EvaluateOptions options, List<ModelArtifact> models) {
    if (options.blessing().serving() == null) {
      return Optional.empty();
    }
    if (options.blessing().baseline() != null) {
      throw NslException.usage("--serving and --baseline both name the baseline: give one");
    }
    if (models.stream().anyMatch(model -> model.name().equals(SERVING))) {
      throw NslException.usage("--models: 'serving' is the name of the model of --serving");
    }
    return ModelArtifact.inService("serving", SERVING, options.blessing().serving());
  }

  static String chosen(String flag, @Nullable String name, List<ModelArtifact> models) {
    if (name == null) {
      return models.get(models.size() - 1).name();
    }
    List<String> names = models.stream().map(ModelArtifact::name).toList();
    if (!names.contains(name)) {
      throw NslException.usage(
          "--" + flag + "=" + name + ": expected one of the models " + String.join(", ", names));
    }
    return name;
  }

  private static ModelResult find(List<ModelResult> results, String name) {
    return results.stream().filter(result -> result.name().equals(name)).findFirst().orElseThrow();
  }

  private static EvaluationReport report(
      EvaluateOptions options,
      EvaluationSet set,
      List<ModelResult> results,
      ModelResult candidate,
      Optional<String> baseline) {
    Optional<ModelResult> base = baseline.map(name -> find(results, name));
    List<EvaluationReport.Check> checks = options.blessing().bounds().check(candidate, base);
    return new EvaluationReport(
        1,
        new EvaluationReport.Examples(
            set.records(), set.labels().length, Inputs.digest("examples", options.examples())),
        candidate.name(),
        baseline.orElse(null),
        checks.stream().allMatch(EvaluationReport.Check::passed),
        checks,
        results,
        base.map(one -> Comparisons.with(one, results)).orElse(List.of()));
  }

  private static void write(
      ArtifactStaging staging,
      EvaluationReport report,
      EvaluateOptions options,
      CommandContext context) {
    StagedFiles files = new StagedFiles(staging);
    files.write(REPORT, report.toJson());
    if (RobustnessTable.isNeeded(report)) {
      files.write(ROBUSTNESS, RobustnessTable.csv(report));
    }
    files.write(report.blessed() ? BLESSED : NOT_BLESSED, "");
    Map<String, String> inputs = new TreeMap<>();
    inputs.put("examples", report.examples().digest());
    Optional.ofNullable(options.reference())
        .ifPresent(spec -> inputs.put("reference", Inputs.digest("reference", spec)));
    report.models().forEach(model -> inputs.put("models/" + model.name(), model.digest()));
    staging.commit(
        Manifest.of("evaluate", "Evaluation")
            .withOptions(context.dataOptions())
            .withInputs(inputs)
            .withFiles(files.files())
            .withCounters(
                Map.of(
                    "records", report.examples().records(),
                    "labelled", report.examples().labelled()))
            .withDetail("blessed", report.blessed())
            .withDetail("candidate", report.candidate()));
  }
}
