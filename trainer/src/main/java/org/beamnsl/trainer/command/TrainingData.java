package org.beamnsl.trainer.command;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.beamnsl.core.command.Progress;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.trainer.data.Dataset;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.data.RowChoice;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.reading.DataMemory;
import org.beamnsl.trainer.reading.DatasetReader;
import org.beamnsl.trainer.reading.ExampleFiles;
import org.beamnsl.trainer.reading.FeatureSpec;
import org.beamnsl.trainer.reading.LabelRule;
import org.beamnsl.trainer.reading.Labels;
import org.beamnsl.trainer.reading.PairCounts;
import org.beamnsl.trainer.reading.ReadingConfig;
import org.beamnsl.trainer.reading.Selection;

/**
 * What one {@code train} trains on.
 *
 * @param features how each feature is read, with the shapes that were found
 * @param inputs the features as the model reads them
 * @param train the examples that take part in steps
 * @param records how many examples were read, those that do not take part included
 * @param labelled how many of them have a label that may be used
 * @param classes of every label, the main one first; empty for an embedding
 * @param vocabulary number of ids; 0 for models of numbers
 * @param neighborTarget the neighbours' feature that a layer is kept close to, if it is not what
 *     the model makes of them
 * @param pairs how many (example, neighbour) pairs were read, those of validation examples included
 */
record TrainingData(
    List<FeatureSpec> features,
    List<Input> inputs,
    InMemoryDataset train,
    Optional<InMemoryDataset> validation,
    int records,
    int labelled,
    Map<String, Integer> classes,
    int vocabulary,
    Optional<Input> neighborTarget,
    PairCounts pairs) {
  private static final String TRAIN_SPLIT = "train";

  /**
   * Reads everything that the flags name.
   *
   * @param seed of the training, which draws the labels when only a share of them is used
   * @param memory where the values are kept; to be closed when the data are no longer used
   */
  static TrainingData read(TrainingPlan plan, long seed, DataMemory memory, Progress progress) {
    TrainOptions options = plan.options();
    progress.begin("read " + options.data().train(), -1, "examples");
    List<InputFile> files = ExampleFiles.resolve("train", options.data().train(), TRAIN_SPLIT);
    int neighbors = options.regularization().readsGraph() ? options.graph().neighbors() : 0;
    List<FeatureSpec> asked = AskedFeatures.of(options, files);
    LabelRule labels =
        options.labels().rule(files, options.data().idFeature(), seed, options.randomness().seed());
    Optional<FeatureSpec> target = PackedNeighbors.target(options, files);
    ReadingConfig reading =
        reading(plan, asked, labels, memory)
            .withNeighbors(neighbors)
            .withNeighborFeatures(target.map(List::of).orElse(asked));
    DatasetReader.Read read = new DatasetReader(reading).read(files);
    InMemoryDataset all = read.data();
    progress.set(all.examples());
    progress.end();
    if (neighbors > 0) {
      PackedNeighbors.check(options, all, progress);
    }
    List<FeatureSpec> features = read.features();
    Optional<InMemoryDataset> validation =
        Optional.ofNullable(options.data().validation())
            .map(spec -> validation(plan, spec, features, memory));
    Map<String, Integer> classes = ClassCount.of(plan, all, validation);
    if (options.labels().validationFraction() > 0) {
      validation = Optional.of(heldOut(plan, all, labels));
    }
    InMemoryDataset allowed = allowed(plan, all, labels);
    int[] labelled = Selection.labelledRows(allowed, plan.labelFeatures());
    if (labelled.length == 0 && options.architecture().learnsLabels()) {
      throw NslException.badData(
          String.format(
              "--train=%s: none of %d examples has a label %s; cannot train",
              options.data().train(), all.examples(), String.join(" or ", plan.labelFeatures())));
    }
    warnOfOneClass(plan, allowed, progress);
    List<Input> inputs = MostlyZeros.inputs(options, features, read.densities());
    InMemoryDataset used = options.usesUnlabelled() ? allowed : Selection.rows(allowed, labelled);
    return new TrainingData(
        features,
        inputs,
        MostlyZeros.without(used, inputs),
        validation,
        all.examples(),
        labelled.length,
        classes,
        features.stream().mapToInt(FeatureSpec::limit).max().orElse(0),
        target.map(FeatureSpec::input),
        read.pairs());
  }

  private static void warnOfOneClass(TrainingPlan plan, InMemoryDataset data, Progress progress) {
    if (!plan.options().architecture().learnsLabels()) {
      return;
    }
    for (String name : plan.labelFeatures()) {
      int[] known =
          Arrays.stream(Selection.labels(data, name))
              .filter(label -> label != Labels.UNLABELLED)
              .toArray();
      if (Arrays.stream(known).distinct().count() == 1) {
        progress.note(
            String.format(
                "warning: --train=%s: all %,d labelled examples have %s %d; there is nothing to"
                    + " tell apart",
                plan.options().data().train(), known.length, name, known[0]));
      }
    }
  }

  /** The epochs of training: the examples, labelled ones repeated when that was asked for. */
  Dataset epochs(TrainingPlan plan) {
    double share = plan.options().graph().labeledShare();
    return share > 0
        ? RowChoice.withLabelledShare(
            train, Selection.labelledRows(train, plan.labelFeatures()), share)
        : train;
  }

  private static ReadingConfig reading(
      TrainingPlan plan, List<FeatureSpec> features, LabelRule labels, DataMemory memory) {
    TrainOptions options = plan.options();
    return new ReadingConfig(
        features,
        options.data().idFeature(),
        options.labels().labelFeature(),
        0,
        options.execution().threads(),
        labels,
        options.graph().edges(),
        options.labels().sampleWeight(),
        options.memory().imageBytes(),
        memory,
        List.copyOf(plan.options().labels().further().keySet()),
        features);
  }

  private static InMemoryDataset validation(
      TrainingPlan plan, String spec, List<FeatureSpec> features, DataMemory memory) {
    List<InputFile> files = ExampleFiles.resolve("validation", spec, "validation");
    ReadingConfig reading = reading(plan, features, LabelRule.all(), memory);
    InMemoryDataset data = new DatasetReader(reading).read(files).data();
    int[] labelled = Selection.labelledRows(data, plan.labelFeatures());
    if (labelled.length == 0) {
      throw NslException.badData(
          "--validation="
              + spec
              + ": no example has a label "
              + plan.options().labels().labelFeature());
    }
    return Selection.rows(data, labelled);
  }

  /** The labelled examples that are kept for validation. */
  private static InMemoryDataset heldOut(TrainingPlan plan, InMemoryDataset all, LabelRule rule) {
    int[] labels = Selection.largestLabels(all, plan.labelFeatures());
    int[] rows =
        IntStream.range(0, labels.length)
            .filter(row -> rule.validates(all.ids().get(row), labels[row]))
            .toArray();
    if (rows.length == 0) {
      throw NslException.badData(
          String.format(
              "--validationFraction=%s: chose none of %d labelled examples",
              plan.options().labels().validationFraction(),
              Selection.labelledRows(all, plan.labelFeatures()).length));
    }
    return Selection.rows(all, rows);
  }

  /** The examples that may be trained on, with the labels that may be used. */
  private static InMemoryDataset allowed(TrainingPlan plan, InMemoryDataset all, LabelRule rule) {
    InMemoryDataset kept =
        rule.only().map(ids -> Selection.keepLabels(all, plan.labelFeatures(), ids)).orElse(all);
    int[] labels = Selection.largestLabels(kept, plan.labelFeatures());
    int[] rows =
        IntStream.range(0, labels.length)
            .filter(row -> !rule.validates(kept.ids().get(row), labels[row]))
            .toArray();
    return rows.length == labels.length ? kept : Selection.rows(kept, rows);
  }
}
