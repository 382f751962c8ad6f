package org.beamnsl.trainer.command;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.Sha256;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.trainer.data.Dataset;
import org.beamnsl.trainer.evaluate.ModelArtifact;
import org.beamnsl.trainer.event.EventWriter;
import org.beamnsl.trainer.export.ServingModel;
import org.beamnsl.trainer.reading.DataMemory;
import org.beamnsl.trainer.reading.FeatureSpec;
import org.beamnsl.trainer.reading.ReadAhead;
import org.beamnsl.trainer.regularize.Regularizer;
import org.beamnsl.trainer.training.CompiledModel;
import org.beamnsl.trainer.training.FitConfig;
import org.beamnsl.trainer.training.History;
import org.beamnsl.trainer.training.LearningRateSchedule;
import org.beamnsl.trainer.training.Model;

/** Trains one model per seed and saves them for serving. */
public final class TrainCommand implements Command<TrainOptions> {
  static final String REPORT = "training.json";
  static final String CARD = "model_card.md";
  static final String CARD_JSON = "model_card.json";
  static final String TIMING = "timing.json";

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "train a model, plain or with graph or adversarial regularization, for several seeds";
  }

  @Override
  public String details() {
    return """
    Reads tf.train.Examples, with packed neighbours for graph regularization. Writes the base model
    of the first seed as a TensorFlow SavedModel into Format-Serving, with several seeds each of
    them into seed-<s>/Format-Serving, the history of the training into training.json,
    and what a user of the model should know into model_card.md and model_card.json.""";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "train --train=papers --output=base --feature=words --hidden=50,50 --dropout=0.5"
            + " --batch=128 --steps=1700 --seeds=1,2,3",
        "train --train=augmented --output=graph --feature=words --hidden=50,50 --dropout=0.5"
            + " --batch=128 --steps=1700 --regularization=graph --neighbors=5"
            + " --graphMultiplier=0.1",
        "train --train=images --output=robust --model=cnn --feature=image --imageShape=28,28,1"
            + " --hidden=64 --epochs=5 --regularization=adversarial --adversarialStep=0.2"
            + " --adversarialNorm=infinity",
        "train --train=augmented --output=embedding --feature=words --hidden=64"
            + " --objective=embedding --outputSize=32 --regularization=graph --neighbors=5"
            + " --graphMultiplier=1");
  }

  @Override
  public Class<TrainOptions> optionsType() {
    return TrainOptions.class;
  }

  @Override
  public ExitCode run(TrainOptions options, CommandContext context) throws IOException {
    TrainingPlan plan = new TrainingPlan(options);
    List<Regularizer> regularizers = plan.regularizers();
    WarmStart warmStart = WarmStart.of(options);
    try (ArtifactStaging staging = ArtifactStaging.begin(options.output(), options.overwrite());
        DataMemory memory = plan.memory()) {
      TrainingData data =
          TrainingData.read(plan, options.trainedSeeds().get(0), memory, context.progress());
      ModelBuilder.Built built =
          ModelBuilder.build(
              options,
              data.features().stream().map(FeatureSpec::input).toList(),
              data.classes(),
              data.vocabulary());
      LayerTable layers = LayerTable.of(built);
      tell(options, data, layers, context);
      if (memory.scratchBytes() > 0) {
        context
            .out()
            .printf(
                Locale.ROOT,
                "  examples read from a scratch file of %,.0f MB, for they exceed --dataMemory%n",
                memory.scratchBytes() / (double) (1 << 20));
      }
      if (options.warmStart() != null) {
        context.out().println("  " + warmStart.describe());
      }
      Model model = new Model(built.base(), regularizers);
      new Seeds(plan, data, model, warmStart, layers, new StagedFiles(staging), context)
          .trainAll(staging);
    }
    return ExitCode.DONE;
  }

  private static void tell(
      TrainOptions options, TrainingData data, LayerTable layers, CommandContext context) {
    layers.print(context.out());
    context
        .out()
        .printf(
            Locale.ROOT,
            "  %,d examples, %s%s; %d seeds, %d threads%n",
            data.train().examples(),
            options.learnsLabels()
                ? String.format(
                    Locale.ROOT,
                    "%,d of %,d labelled, %s classes",
                    data.labelled(),
                    data.records(),
                    data.classes().values().stream().map(String::valueOf).collect(joining(" + ")))
                : "no labels used, embedding of " + options.outputSize() + " numbers",
            options.regularization().readsGraph()
                ? String.format(
                    Locale.ROOT,
                    ", %,d (example, neighbour) pairs",
                    data.train().neighbors().rows().length)
                : "",
            options.trainedSeeds().size(),
            options.threads());
  }

  /** The training of all seeds into one artifact. */
  private record Seeds(
      TrainingPlan plan,
      TrainingData data,
      Model model,
      WarmStart warmStart,
      LayerTable layers,
      StagedFiles files,
      CommandContext context) {

    void trainAll(ArtifactStaging staging) throws IOException {
      TrainOptions options = plan.options();
      List<TrainingReport.Run> runs = new ArrayList<>();
      List<String> timings = new ArrayList<>();
      if (plan.drawsLabels()) {
        for (long seed : options.trainedSeeds()) {
          try (DataMemory memory = plan.memory()) {
            runs.addAll(trainOn(labelsOf(seed, memory), List.of(seed), timings));
          }
        }
      } else {
        runs.addAll(trainOn(data, options.trainedSeeds(), timings));
      }
      Map<String, String> texts = context.dataOptions();
      TrainingReport report = TrainingReport.of(options, texts, data, layers, runs);
      files.write(REPORT, report.toJson());
      SortedMap<String, String> inputs = inputs(options);
      warmStart.model().ifPresent(from -> inputs.put("warmStart", from.digest()));
      ModelCard card = new ModelCard(report, inputs);
      files.write(CARD, card.toMarkdown());
      files.write(CARD_JSON, card.toJson());
      files.writeVolatile(TIMING, "{\"seeds\":[" + String.join(",", timings) + "]}\n");
      staging.commit(manifest(runs, inputs));
    }

    /** The data with the labels that a seed draws. */
    private TrainingData labelsOf(long seed, DataMemory memory) {
      return seed == plan.options().trainedSeeds().get(0)
          ? data
          : TrainingData.read(plan, seed, memory, context.progress());
    }

    private List<TrainingReport.Run> trainOn(
        TrainingData chosen, List<Long> seeds, List<String> timings) throws IOException {
      List<TrainingReport.Run> runs = new ArrayList<>();
      try (ReadAhead train = new ReadAhead(chosen.epochs(plan))) {
        for (long seed : seeds) {
          runs.add(train(seed, chosen, train, timings));
        }
      }
      return runs;
    }

    private TrainingReport.Run train(
        long seed, TrainingData chosen, Dataset train, List<String> timings) throws IOException {
      TrainOptions options = plan.options();
      long expected = plan.expectedSteps(train.examples());
      long perEpoch = (train.examples() + options.batch() - 1L) / options.batch();
      long expectedExamples =
          expected / perEpoch * train.examples() + expected % perEpoch * options.batch();
      TrainingProgress progress =
          new TrainingProgress(context.progress(), seed, expected, expectedExamples);
      FitConfig fit =
          plan.fit(
                  seed,
                  train.examples(),
                  chosen.validation().map(held -> held),
                  Sha256.ofText(inputs(options) + " " + options.labelFraction()))
              .withListener(progress);
      Optional<EventWriter> events =
          Optional.ofNullable(options.tensorboard())
              .map(
                  folder ->
                      EventWriter.create(Storages.join(folder, "seed-" + seed), Clock.systemUTC()));
      if (events.isPresent()) {
        fit = fit.withListener(new TensorBoardListener(events.get()));
      }
      try (CompiledModel compiled = model.compile(plan.compile(seed))) {
        warmStart.applyTo(compiled, seed);
        History history = compiled.fit(train, fit);
        context.progress().end();
        timings.add(timing(seed, progress));
        export(seed, compiled.weights());
        LearningRateSchedule schedule = fit.learningRate();
        return TrainingReport.run(
            seed, history, perEpoch, step -> schedule.at(step, options.learningRate()));
      } finally {
        events.ifPresent(EventWriter::close);
      }
    }

    private static String timing(long seed, TrainingProgress progress) {
      return String.format(
          Locale.ROOT,
          "{\"seed\":%d,\"seconds\":%.2f,\"examplesPerSecond\":%.0f}",
          seed,
          progress.seconds(),
          progress.examplesPerSecond());
    }

    private void export(long seed, Map<String, float[]> weights) throws IOException {
      Path folder = Files.createTempDirectory("nsl-export");
      try {
        Path saved = folder.resolve("model");
        new ServingModel(model.base(), data.features(), weights, output()).save(saved);
        List<Long> seeds = plan.options().trainedSeeds();
        if (seed == seeds.get(0)) {
          files.copyFolder(saved, ModelArtifact.SERVING_FOLDER);
        }
        if (seeds.size() > 1) {
          files.copyFolder(saved, ModelArtifact.folderOfSeed(seed));
        }
      } finally {
        try (var all = Files.walk(folder)) {
          for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    }

    private ServingModel.Output output() {
      return plan.options().learnsLabels()
          ? ServingModel.Output.PROBABILITIES
          : ServingModel.Output.EMBEDDINGS;
    }

    private static SortedMap<String, String> inputs(TrainOptions options) {
      SortedMap<String, String> inputs = new TreeMap<>();
      inputs.put("train", Inputs.digest("train", options.train()));
      digest(inputs, "validation", options.validation());
      digest(inputs, "labelIds", options.labelIds());
      return inputs;
    }

    private Manifest manifest(List<TrainingReport.Run> runs, SortedMap<String, String> inputs) {
      return Manifest.of("train", "Model")
          .withOptions(context.dataOptions())
          .withInputs(inputs)
          .withFiles(files.files())
          .withCounters(
              Map.of(
                  "examples", (long) data.train().examples(),
                  "labelled", (long) data.labelled(),
                  "seeds", (long) runs.size(),
                  "steps", runs.stream().mapToLong(TrainingReport.Run::steps).sum()))
          .withDetail("seeds", plan.options().trainedSeeds());
    }

    private static void digest(
        Map<String, String> inputs, String role, @org.jspecify.annotations.Nullable String spec) {
      if (spec != null) {
        inputs.put(role, Inputs.digest(role, spec));
      }
    }
  }
}
