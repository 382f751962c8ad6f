package org.beamnsl.trainer.command;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.trainer.reading.DataMemory;
import org.beamnsl.trainer.reading.TextSource;
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
    plan.regularizers(Optional.empty()); // what they refuse shows before data are read
    RegularizedLayers.check(options);
    WarmStart warmStart = WarmStart.of(options);
    try (ArtifactStaging staging =
            ArtifactStaging.begin(
                options.destination().output(), options.destination().overwrite());
        DataMemory memory = plan.memory()) {
      TrainingData data =
          TrainingData.read(
              plan, options.randomness().trained().get(0), memory, context.progress());
      plan.requireMovable(data.inputs());
      SortedMap<String, TextSource> texts =
          TextSource.ofAll(options.data().train(), data.features());
      ModelBuilder.Built built =
          ModelBuilder.build(options, data.inputs(), data.classes(), data.vocabulary());
      LayerTable layers = LayerTable.of(built);
      RegularizedLayers.check(options, layers);
      tell(options, data, layers, context);
      if (memory.scratchBytes() > 0) {
        context
            .out()
            .printf(
                Locale.ROOT,
                "  examples read from a scratch file of %,.0f MB, for they exceed --dataMemory%n",
                memory.scratchBytes() / (double) (1 << 20));
      }
      if (options.start().warmStart() != null) {
        context.out().println("  " + warmStart.describe());
      }
      Model model = new Model(built.base(), plan.regularizers(data.neighborTarget()));
      new SeedTrainings(
              plan, data, model, warmStart, layers, texts, new StagedFiles(staging), context)
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
            options.architecture().learnsLabels()
                ? String.format(
                    Locale.ROOT,
                    "%,d of %,d labelled, %s classes",
                    data.labelled(),
                    data.records(),
                    data.classes().values().stream().map(String::valueOf).collect(joining(" + ")))
                : "no labels used, embedding of "
                    + options.architecture().outputSize()
                    + " numbers",
            options.regularization().readsGraph()
                ? String.format(
                    Locale.ROOT,
                    ", %,d (example, neighbour) pairs",
                    data.train().neighbors().rows().length)
                : "",
            options.randomness().trained().size(),
            options.execution().threads());
  }
}
