package org.beamnsl.trainer.command;

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
import org.beamnsl.core.command.CommandContext;
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
import org.beamnsl.trainer.reading.ReadAhead;
import org.beamnsl.trainer.reading.TextSource;
import org.beamnsl.trainer.training.CompiledModel;
import org.beamnsl.trainer.training.FitConfig;
import org.beamnsl.trainer.training.History;
import org.beamnsl.trainer.training.LearningRateSchedule;
import org.beamnsl.trainer.training.Model;
import org.jspecify.annotations.Nullable;

/**
 * The training of all seeds into one artifact.
 *
 * @param texts what the token ids of a feature are made of, by the feature's name
 */
record SeedTrainings(
    TrainingPlan plan,
    TrainingData data,
    Model model,
    WarmStart warmStart,
    LayerTable layers,
    SortedMap<String, TextSource> texts,
    StagedFiles files,
    CommandContext context) {

  void trainAll(ArtifactStaging staging) throws IOException {
    TrainOptions options = plan.options();
    List<TrainingReport.Run> runs = new ArrayList<>();
    List<String> timings = new ArrayList<>();
    if (plan.options().labels().drawn()) {
      for (long seed : options.randomness().trained()) {
        try (DataMemory memory = plan.memory()) {
          runs.addAll(trainOn(labelsOf(seed, memory), List.of(seed), timings));
        }
      }
    } else {
      runs.addAll(trainOn(data, options.randomness().trained(), timings));
    }
    Map<String, String> flags = context.dataOptions();
    TrainingReport report = TrainingReport.of(options, flags, data, layers, runs);
    files.write(TrainCommand.REPORT, report.toJson());
    SortedMap<String, String> inputs = inputs(options);
    warmStart.model().ifPresent(from -> inputs.put("warmStart", from.digest()));
    ModelCard card = new ModelCard(report, inputs, texts);
    files.write(TrainCommand.CARD, card.toMarkdown());
    files.write(TrainCommand.CARD_JSON, card.toJson());
    files.writeVolatile(TrainCommand.TIMING, "{\"seeds\":[" + String.join(",", timings) + "]}\n");
    staging.commit(manifest(runs, inputs));
  }

  /** The data with the labels that a seed draws. */
  private TrainingData labelsOf(long seed, DataMemory memory) {
    return seed == plan.options().randomness().trained().get(0)
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
    long expected = plan.options().length().expectedSteps(train.examples());
    long perEpoch = options.length().stepsPerEpoch(train.examples());
    long expectedExamples =
        expected / perEpoch * train.examples() + expected % perEpoch * options.length().batch();
    TrainingProgress progress =
        new TrainingProgress(
            context.progress(), seed, options.randomness().trained(), expected, expectedExamples);
    FitConfig fit =
        plan.fit(
                seed,
                train.examples(),
                chosen.validation().map(held -> held),
                Sha256.ofText(inputs(options) + " " + options.labels().draw()))
            .withListener(progress);
    Optional<EventWriter> events =
        Optional.ofNullable(options.execution().tensorboard())
            .map(
                folder ->
                    EventWriter.create(Storages.join(folder, "seed-" + seed), Clock.systemUTC()));
    if (events.isPresent()) {
      fit =
          fit.withListener(new TensorBoardListener(events.get()))
              .withListener(new TensorBoardImages(events.get(), train));
    }
    try (CompiledModel compiled = model.compile(plan.compile(seed))) {
      if (seed == options.randomness().trained().get(0)) {
        context.out().println("  TensorFlow computes on " + compiled.device().describe());
      }
      warmStart.applyTo(compiled, seed);
      History history = compiled.fit(train, fit);
      context.progress().end();
      timings.add(timing(seed, progress));
      export(seed, compiled.weights());
      LearningRateSchedule schedule = fit.learningRate();
      return TrainingReport.run(
          seed,
          history,
          perEpoch,
          step -> schedule.at(step, options.optimization().learningRate()));
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
      new ServingModel(model.base(), data.features(), weights, output(), texts).save(saved);
      List<Long> seeds = plan.options().randomness().trained();
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
    return plan.options().architecture().learnsLabels()
        ? ServingModel.Output.PROBABILITIES
        : ServingModel.Output.EMBEDDINGS;
  }

  private static SortedMap<String, String> inputs(TrainOptions options) {
    SortedMap<String, String> inputs = new TreeMap<>();
    inputs.put("train", Inputs.digest("train", options.data().train()));
    digest(inputs, "validation", options.data().validation());
    digest(inputs, "labelIds", options.labels().labelIds());
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
        .withDetail("seeds", plan.options().randomness().trained());
  }

  private static void digest(Map<String, String> inputs, String role, @Nullable String spec) {
    if (spec != null) {
      inputs.put(role, Inputs.digest(role, spec));
    }
  }
}
