package org.beamnsl.trainer.command;

import java.util.ArrayList;
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
import org.beamnsl.trainer.reading.DataMemory;
import org.beamnsl.trainer.reading.DatasetReader;
import org.beamnsl.trainer.reading.ExampleFiles;
import org.beamnsl.trainer.reading.FeatureInference;
import org.beamnsl.trainer.reading.FeatureSpec;
import org.beamnsl.trainer.reading.LabelRule;
import org.beamnsl.trainer.reading.Labels;
import org.beamnsl.trainer.reading.PairCounts;
import org.beamnsl.trainer.reading.ReadingConfig;
import org.beamnsl.trainer.reading.Selection;
import org.beamnsl.trainer.reading.VocabularySize;
import org.jspecify.annotations.Nullable;

/**
 * What one {@code train} trains on.
 *
 * @param features how each feature is read, with the shapes that were found
 * @param train the examples that take part in steps
 * @param records how many examples were read, those that do not take part included
 * @param labelled how many of them have a label that may be used
 * @param classes of every label, the main one first; empty for an embedding
 * @param vocabulary number of ids; 0 for models of numbers
 * @param pairs how many (example, neighbour) pairs were read, those of validation examples included
 */
record TrainingData(
    List<FeatureSpec> features,
    InMemoryDataset train,
    Optional<InMemoryDataset> validation,
    int records,
    int labelled,
    Map<String, Integer> classes,
    int vocabulary,
    PairCounts pairs) {
  private static final String TRAIN_SPLIT = "train";
  private static final double EIGHT_BITS = 255;

  /**
   * Reads everything that the flags name.
   *
   * @param seed of the training, which draws the labels when only a share of them is used
   * @param memory where the values are kept; to be closed when the data are no longer used
   */
  static TrainingData read(TrainingPlan plan, long seed, DataMemory memory, Progress progress) {
    TrainOptions options = plan.options();
    progress.begin("read " + options.train(), -1, "examples");
    List<InputFile> files = ExampleFiles.resolve("train", options.train(), TRAIN_SPLIT);
    int neighbors = options.regularization().readsGraph() ? options.neighbors() : 0;
    List<FeatureSpec> asked = features(options, files);
    LabelRule labels = plan.labels(files, seed);
    ReadingConfig reading = reading(plan, asked, labels, memory).withNeighbors(neighbors);
    DatasetReader.Read read = new DatasetReader(reading).read(files);
    InMemoryDataset all = read.data();
    progress.set(all.examples());
    progress.end();
    if (neighbors > 0) {
      checkNeighbors(options, all, progress);
    }
    List<FeatureSpec> features = read.features();
    Optional<InMemoryDataset> validation =
        Optional.ofNullable(options.validation())
            .map(spec -> validation(plan, spec, features, memory));
    Map<String, Integer> classes = ClassCount.of(plan, all, validation);
    if (options.validationFraction() > 0) {
      validation = Optional.of(heldOut(plan, all, labels));
    }
    InMemoryDataset allowed = allowed(plan, all, labels);
    int[] labelled = Selection.labelledRows(allowed, plan.labelFeatures());
    if (labelled.length == 0 && options.learnsLabels()) {
      throw NslException.badData(
          String.format(
              "--train=%s: none of %d examples has a label %s; cannot train",
              options.train(), all.examples(), String.join(" or ", plan.labelFeatures())));
    }
    warnOfOneClass(plan, allowed, progress);
    return new TrainingData(
        features,
        plan.usesUnlabelled() ? allowed : Selection.rows(allowed, labelled),
        validation,
        all.examples(),
        labelled.length,
        classes,
        features.stream().mapToInt(FeatureSpec::limit).max().orElse(0),
        read.pairs());
  }

  private static void warnOfOneClass(TrainingPlan plan, InMemoryDataset data, Progress progress) {
    if (!plan.options().learnsLabels()) {
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
                plan.options().train(), known.length, name, known[0]));
      }
    }
  }

  /** The epochs of training: the examples, labelled ones repeated when that was asked for. */
  Dataset epochs(TrainingPlan plan) {
    double share = plan.options().labeledShare();
    return share > 0
        ? RowChoice.withLabelledShare(
            train, Selection.labelledRows(train, plan.labelFeatures()), share)
        : train;
  }

  private static List<FeatureSpec> features(TrainOptions options, List<InputFile> files) {
    FeatureInference inference = FeatureInference.of("train", options.train(), files);
    List<FeatureSpec> features = new ArrayList<>();
    for (String name : options.feature()) {
      features.add(
          switch (options.model()) {
            case MLP ->
                options.bag()
                    ? ids(inference, name, FeatureSpec.Form.BAG, options)
                    : inference.dense(name, new int[0]);
            case TEXT_AVERAGE, TEXT_LSTM ->
                ids(inference, name, FeatureSpec.Form.SEQUENCE, options);
            case CNN -> image(inference, name, options);
          });
    }
    return features;
  }

  private static FeatureSpec image(FeatureInference inference, String name, TrainOptions options) {
    int[] shape = imageShape(options);
    @Nullable Double divisor = options.pixelDivisor();
    if (inference.isEncoded(name)) {
      return inference.image(name, shape, divisor == null ? EIGHT_BITS : divisor);
    }
    if (divisor != null) {
      throw NslException.usage(
          "--pixelDivisor="
              + divisor
              + ": is for encoded images, but the feature "
              + name
              + " holds numbers (--featureScale multiplies numbers)");
    }
    return inference.dense(name, shape);
  }

  private static FeatureSpec ids(
      FeatureInference inference, String name, FeatureSpec.Form form, TrainOptions options) {
    int limit =
        options.vocabularySize() > 0
            ? options.vocabularySize()
            : VocabularySize.of(options.train(), name);
    return inference.ids(name, form, options.maxLength(), limit);
  }

  private static int[] imageShape(TrainOptions options) {
    if (options.imageShape().size() != 3) {
      throw NslException.usage(
          "--imageShape="
              + String.join(",", options.imageShape().stream().map(String::valueOf).toList())
              + ": expected height, width and channels, such as 28,28,1");
    }
    return options.imageShape().stream().mapToInt(Integer::intValue).toArray();
  }

  private static ReadingConfig reading(
      TrainingPlan plan, List<FeatureSpec> features, LabelRule labels, DataMemory memory) {
    TrainOptions options = plan.options();
    return new ReadingConfig(
        features,
        options.idFeature(),
        options.labelFeature(),
        0,
        options.threads(),
        labels,
        plan.edges(),
        plan.sampleWeightFeature(),
        (long) options.imageMemory() << 20,
        memory,
        List.copyOf(plan.moreLabels().keySet()));
  }

  private static InMemoryDataset validation(
      TrainingPlan plan, String spec, List<FeatureSpec> features, DataMemory memory) {
    List<InputFile> files = ExampleFiles.resolve("validation", spec, "validation");
    ReadingConfig reading = reading(plan, features, LabelRule.all(), memory);
    InMemoryDataset data = new DatasetReader(reading).read(files).data();
    int[] labelled = Selection.labelledRows(data, plan.labelFeatures());
    if (labelled.length == 0) {
      throw NslException.badData(
          "--validation=" + spec + ": no example has a label " + plan.options().labelFeature());
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
              plan.options().validationFraction(),
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

  /** Packing that had room for fewer neighbours is not what the flags mean. */
  private static void requirePacked(TrainOptions options) {
    String packed =
        ExampleFiles.artifact(options.train())
            .map(artifact -> artifact.manifest().options().getOrDefault("maxNeighbors", ""))
            .orElse("");
    if (packed.matches("[0-9]{1,9}") && Integer.parseInt(packed) < options.neighbors()) {
      throw NslException.badData(
          String.format(
              "--neighbors=%d: --train=%s was packed with --maxNeighbors=%s; expected at least %d",
              options.neighbors(), options.train(), packed, options.neighbors()));
    }
  }

  private static void checkNeighbors(
      TrainOptions options, InMemoryDataset data, Progress progress) {
    int[] offsets = data.neighbors().offsets();
    int most = 0;
    for (int row = 0; row + 1 < offsets.length; row++) {
      most = Math.max(most, offsets[row + 1] - offsets[row]);
    }
    if (most == 0) {
      throw NslException.badData(
          "--train="
              + options.train()
              + ": no example has a feature NL_nbr_0_weight; graph regularization needs packed"
              + " neighbours, which 'pack-nbrs' writes");
    }
    if (most < options.neighbors()) {
      requirePacked(options);
      progress.note(
          String.format(
              "warning: --neighbors=%d, but no example has more than %d packed neighbours",
              options.neighbors(), most));
    }
  }
}
