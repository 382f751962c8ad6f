package org.beamnsl.trainer.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.storage.LocalStorage;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.trainer.attack.AttackConfig;
import org.beamnsl.trainer.attack.FeatureValues;
import org.beamnsl.trainer.attack.Norm;
import org.beamnsl.trainer.data.Dataset;
import org.beamnsl.trainer.data.EdgeMultipliers;
import org.beamnsl.trainer.loss.Metric;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.reading.DataMemory;
import org.beamnsl.trainer.reading.HeldOut;
import org.beamnsl.trainer.reading.IdList;
import org.beamnsl.trainer.reading.LabelDraw;
import org.beamnsl.trainer.reading.LabelRule;
import org.beamnsl.trainer.regularize.AdversarialRegularization;
import org.beamnsl.trainer.regularize.DecayConfig;
import org.beamnsl.trainer.regularize.DistanceConfig;
import org.beamnsl.trainer.regularize.GraphRegularization;
import org.beamnsl.trainer.regularize.Multiplier;
import org.beamnsl.trainer.regularize.Regularizer;
import org.beamnsl.trainer.regularize.SpreadRegularization;
import org.beamnsl.trainer.regularize.VirtualAdversarialRegularization;
import org.beamnsl.trainer.training.Adagrad;
import org.beamnsl.trainer.training.Adam;
import org.beamnsl.trainer.training.CheckpointConfig;
import org.beamnsl.trainer.training.CompileConfig;
import org.beamnsl.trainer.training.EarlyStopping;
import org.beamnsl.trainer.training.FitConfig;
import org.beamnsl.trainer.training.GradientClip;
import org.beamnsl.trainer.training.LearningRateSchedule;
import org.beamnsl.trainer.training.Optimizer;
import org.beamnsl.trainer.training.RmsProp;
import org.beamnsl.trainer.training.Sgd;
import org.beamnsl.trainer.training.Target;
import org.jspecify.annotations.Nullable;

/** What the flags of {@code train} mean to the trainer. */
record TrainingPlan(TrainOptions options) {
  private static final int DEFAULT_EPOCHS = 10;
  private static final int HEAP_SHARES = 5;
  private static final String OTHER_TYPES = "*";

  /** Checks what no other part checks, before any data are read. */
  TrainingPlan {
    requireAtLeast("batch", options.batch(), 1);
    requireAtLeast("threads", options.threads(), 1);
    requireAtLeast("classes", options.classes(), 0);
    requireAtLeast("vocabularySize", options.vocabularySize(), 0);
    requireAtLeast("maxLength", options.maxLength(), 0);
    requireAtLeast("embeddingSize", options.embeddingSize(), 1);
    requireAtLeast("imageMemory", options.imageMemory(), 0);
    requireAtLeast("dataMemory", options.dataMemory() == null ? 0 : options.dataMemory(), 0);
    requireAtLeast("patience", options.patience(), 0);
    requireAtLeast("neighbors", options.neighbors(), options.regularization().readsGraph() ? 1 : 0);
    options.hidden().forEach(units -> requireAtLeast("hidden", units, 1));
    options.filters().forEach(count -> requireAtLeast("filters", count, 1));
    requireAtLeastZero("graphMultiplier", options.graphMultiplier());
    requireAtLeastZero("adversarialMultiplier", options.adversarialMultiplier());
    requireShare("dropout", options.dropout());
    requirePositive("learningRate", options.learningRate());
    requirePositive("adversarialStep", options.adversarialStep());
    if (options.trainedSeeds().stream().distinct().count() < options.trainedSeeds().size()) {
      throw NslException.usage("--seeds=" + options.seeds() + ": expected different numbers");
    }
    requireShare("validationFraction", options.validationFraction());
    requireShare("labeledShare", options.labeledShare());
    if (!(options.labelFraction() > 0 && options.labelFraction() <= 1)) {
      throw NslException.usage(
          "--labelFraction=" + options.labelFraction() + ": expected a share above 0, at most 1");
    }
    requireAtLeastZero("labeledLabeledMultiplier", options.labeledLabeledMultiplier());
    requireAtLeastZero("labeledUnlabeledMultiplier", options.labeledUnlabeledMultiplier());
    requireAtLeastZero("unlabeledUnlabeledMultiplier", options.unlabeledUnlabeledMultiplier());
    if (options.validationFraction() > 0 && options.validation() != null) {
      throw NslException.usage("--validationFraction and --validation exclude each other");
    }
    if (options.patience() > 0
        && options.validation() == null
        && options.validationFraction() == 0) {
      throw NslException.usage(
          "--patience=" + options.patience() + " needs --validation or --validationFraction");
    }
    if (options.labeledShare() > 0 && !options.unlabeledSeeds()) {
      throw NslException.usage(
          "--labeledShare=" + options.labeledShare() + " needs --unlabeledSeeds=true");
    }
    requireAtLeast("outputSize", options.outputSize(), 1);
    requirePositive("spreadMultiplier", options.spreadMultiplier());
    requireAtLeastZero("spreadCovariance", options.spreadCovariance());
    if (!options.learnsLabels()) {
      requireUnlabelled(options);
    }
    requireMoreLabels(options);
    if (options.feature().contains(sampleWeightFeature(options))) {
      throw NslException.usage(
          "--sampleWeightFeature=" + options.sampleWeightFeature() + " is a feature of the model");
    }
  }

  private static void requireMoreLabels(TrainOptions options) {
    Map<String, Double> more = moreLabels(options);
    if (more.isEmpty()) {
      return;
    }
    if (!options.learnsLabels()) {
      throw NslException.usage("--objective=embedding uses no labels: --moreLabels means nothing");
    }
    if (!options.classWeights().isEmpty()) {
      throw NslException.usage(
          "--classWeights and --moreLabels exclude each other: class numbers would mean several"
              + " labels");
    }
    for (String label : more.keySet()) {
      if (label.equals(options.labelFeature()) || options.feature().contains(label)) {
        throw NslException.usage(
            "--moreLabels="
                + label
                + ": is "
                + (label.equals(options.labelFeature()) ? "--labelFeature" : "a --feature")
                + " already");
      }
    }
  }

  private static void requireUnlabelled(TrainOptions options) {
    if (options.regularization() != TrainOptions.Regularization.GRAPH
        || options.graphMultiplier() == 0) {
      throw NslException.usage(
          "--objective=embedding learns from neighbours: it needs --regularization=graph and a"
              + " --graphMultiplier above 0");
    }
    if (options.validation() != null
        || options.validationFraction() > 0
        || options.labelIds() != null
        || options.labelFraction() < 1
        || options.labeledShare() > 0) {
      throw NslException.usage(
          "--objective=embedding uses no labels: --validation, --validationFraction, --labelIds,"
              + " --labelFraction and --labeledShare mean nothing to it");
    }
  }

  private static void requireAtLeast(String flag, long value, long least) {
    if (value < least) {
      throw NslException.usage("--" + flag + "=" + value + ": expected at least " + least);
    }
  }

  private static void requireAtLeastZero(String flag, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw NslException.usage("--" + flag + "=" + value + ": expected at least 0");
    }
  }

  private static void requireShare(String flag, double value) {
    if (!(value >= 0 && value < 1)) {
      throw NslException.usage(
          "--" + flag + "=" + value + ": expected a share of at least 0 and below 1");
    }
  }

  private static void requirePositive(String flag, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw NslException.usage("--" + flag + "=" + value + ": expected a number above 0");
    }
  }

  /** The terms that are added to the supervised loss. */
  List<Regularizer> regularizers() {
    List<Regularizer> regularizers = new ArrayList<>();
    switch (options.regularization()) {
      case NONE -> {}
      case GRAPH -> regularizers.add(graph());
      case ADVERSARIAL -> regularizers.add(adversarial());
      case VIRTUAL_ADVERSARIAL -> regularizers.add(virtualAdversarial());
      case GRAPH__ADVERSARIAL -> {
        regularizers.add(graph());
        regularizers.add(adversarial());
      }
    }
    if (!options.learnsLabels()) {
      regularizers.add(
          SpreadRegularization.of(options.spreadMultiplier())
              .withCovariance(options.spreadCovariance()));
    }
    return regularizers;
  }

  /** Factors on edge weights. */
  EdgeMultipliers edges() {
    EdgeMultipliers pairs =
        EdgeMultipliers.ofPairs(
            options.labeledLabeledMultiplier(),
            options.labeledUnlabeledMultiplier(),
            options.unlabeledUnlabeledMultiplier());
    Map<String, Double> types =
        new LinkedHashMap<>(
            NamedNumbers.parse("edgeTypeMultipliers", options.edgeTypeMultipliers()));
    @Nullable Double others = types.remove(OTHER_TYPES);
    EdgeMultipliers typed = pairs.withTypes(types);
    return others == null ? typed : typed.withOtherTypes(others);
  }

  /** Whose labels are used. */
  LabelRule labels(List<InputFile> files, long seed) {
    Optional<Set<String>> only =
        Optional.ofNullable(options.labelIds()).map(spec -> IdList.read("labelIds", spec));
    if (drawsLabels()) {
      LabelDraw draw = LabelDraw.of(files, options.idFeature(), options.labelFeature(), only);
      only = Optional.of(draw.ids(options.labelFraction(), seed));
    }
    return new LabelRule(only, new HeldOut(options.validationFraction(), options.seed()));
  }

  /** Whether every seed has labels of its own. */
  boolean drawsLabels() {
    return options.labelFraction() < 1;
  }

  private Map<Integer, Double> classWeights() {
    Map<Integer, Double> weights = new LinkedHashMap<>();
    NamedNumbers.parse("classWeights", options.classWeights())
        .forEach(
            (label, weight) -> {
              if (!label.matches("[0-9]{1,9}")) {
                throw NslException.usage(
                    "--classWeights=" + label + ":" + weight + ": expected class numbers from 0");
              }
              weights.put(Integer.parseInt(label), weight);
            });
    return weights;
  }

  private Regularizer graph() {
    return GraphRegularization.of(options.neighbors())
        .withMultiplier(multiplier(options.graphMultiplier()))
        .withDistance(DistanceConfig.of(options.distance()))
        .onLayers(options.regularizeLayer().toArray(String[]::new));
  }

  private Multiplier multiplier(double value) {
    Optional<DecayConfig.Type> type =
        switch (options.multiplierDecay()) {
          case NONE -> Optional.empty();
          case EXPONENTIAL -> Optional.of(DecayConfig.Type.EXPONENTIAL);
          case INVERSE_TIME -> Optional.of(DecayConfig.Type.INVERSE_TIME);
          case NATURAL_EXPONENTIAL -> Optional.of(DecayConfig.Type.NATURAL_EXPONENTIAL);
        };
    return new Multiplier(
        value,
        options.multiplierWarmup(),
        type.map(
            formula ->
                new DecayConfig(
                    formula, options.multiplierDecaySteps(), options.multiplierDecayRate(), 0)));
  }

  private Regularizer adversarial() {
    return AdversarialRegularization.defaults()
        .withMultiplier(multiplier(options.adversarialMultiplier()))
        .withAttack(attack());
  }

  private AttackConfig attack() {
    Norm norm = options.adversarialNorm();
    AttackConfig attack =
        AttackConfig.defaults()
            .withStepSize(options.adversarialStep())
            .withNorm(norm)
            .withRandomStart(options.adversarialRandomStart())
            .withIterations(options.adversarialIterations())
            .withClip(bound(options.clipMin()), bound(options.clipMax()));
    @Nullable Double epsilon = options.adversarialEpsilon();
    return epsilon == null ? attack : attack.withEpsilon(epsilon);
  }

  private static FeatureValues bound(@Nullable Double value) {
    return value == null ? FeatureValues.none() : FeatureValues.all(value.floatValue());
  }

  private Regularizer virtualAdversarial() {
    return VirtualAdversarialRegularization.of(
            options.adversarialMultiplier(), options.adversarialStep())
        .withMultiplier(multiplier(options.adversarialMultiplier()))
        .withNorm(options.adversarialNorm());
  }

  /** Whether examples without label have anything to contribute. */
  boolean usesUnlabelled() {
    return !options.learnsLabels()
        || options.unlabeledSeeds()
            && options.regularization() != TrainOptions.Regularization.NONE
            && options.regularization() != TrainOptions.Regularization.ADVERSARIAL;
  }

  /** How the model of one seed is compiled. */
  CompileConfig compile(long seed) {
    CompileConfig config =
        CompileConfig.of(optimizer(), StandardLoss.sparseCategoricalCrossentropy())
            .withTargets(targets())
            .withSeed(seed)
            .withThreads(options.threads())
            .withClassWeights(classWeights())
            .withSampleWeight(sampleWeightFeature());
    return options.gradientClip() > 0
        ? config.withClip(new GradientClip(GradientClip.Kind.GLOBAL_NORM, options.gradientClip()))
        : config;
  }

  private Target[] targets() {
    List<Target> targets = new ArrayList<>();
    if (options.learnsLabels()) {
      StandardLoss loss = StandardLoss.sparseCategoricalCrossentropy();
      targets.add(Target.of(options.labelFeature(), loss, Metric.ACCURACY));
      moreLabels()
          .forEach(
              (label, weight) ->
                  targets.add(new Target(label, label, loss, weight, List.of(Metric.ACCURACY))));
    }
    return targets.toArray(Target[]::new);
  }

  /** The weight of every further label's loss, in the order given. */
  Map<String, Double> moreLabels() {
    return moreLabels(options);
  }

  private static Map<String, Double> moreLabels(TrainOptions options) {
    return NamedNumbers.parse(
        "moreLabels",
        options.moreLabels().stream()
            .map(entry -> entry.contains(":") ? entry : entry + ":1")
            .toList());
  }

  /** All label features, the main one first; none for embeddings. */
  List<String> labelFeatures() {
    List<String> labels = new ArrayList<>();
    labels.add(options.labelFeature());
    labels.addAll(moreLabels().keySet());
    return labels;
  }

  /**
   * Room for the examples. The default leaves space for what reading and selecting copy: at most
   * thrice the values at a time. Where every seed has labels of its own, the examples are in memory
   * twice.
   */
  DataMemory memory() {
    @Nullable Integer megabytes = options.dataMemory();
    long bytes =
        megabytes == null
            ? Runtime.getRuntime().maxMemory() / (drawsLabels() ? 2 * HEAP_SHARES : HEAP_SHARES)
            : (long) megabytes << 20;
    @Nullable String scratch = options.scratch();
    return DataMemory.of(
        bytes, scratch == null ? DataMemory.systemFolder() : localFolder("scratch", scratch));
  }

  /** The feature with a weight per example; empty for none. */
  String sampleWeightFeature() {
    return sampleWeightFeature(options);
  }

  private static String sampleWeightFeature(TrainOptions options) {
    @Nullable String feature = options.sampleWeightFeature();
    return feature == null ? "" : feature;
  }

  private Optimizer optimizer() {
    double rate = options.learningRate();
    return switch (options.optimizer()) {
      case ADAM -> Adam.of(rate);
      case SGD -> Sgd.of(rate);
      case ADAGRAD -> Adagrad.of(rate);
      case RMSPROP -> RmsProp.of(rate);
    };
  }

  /**
   * How long one seed is fitted.
   *
   * @param dataDigest of everything that is read, by which a checkpoint knows its data
   */
  FitConfig fit(long seed, int examples, Optional<Dataset> validation, String dataDigest) {
    FitConfig fit = length().withBatch(options.batch());
    if (options.learningRateSchedule() == TrainOptions.RateSchedule.COSINE) {
      fit = fit.withLearningRate(LearningRateSchedule.cosine(expectedSteps(examples)));
    }
    if (validation.isPresent()) {
      fit = fit.withValidation(validation.get());
    }
    if (options.patience() > 0) {
      fit = fit.withEarlyStopping(new EarlyStopping("val_loss", false, options.patience(), true));
    }
    return options.checkpoints() == null
        ? fit
        : fit.withCheckpoint(
            CheckpointConfig.in(checkpointFolder(options.checkpoints(), seed))
                .withEverySteps(options.checkpointEvery())
                .withData(dataDigest));
  }

  private FitConfig length() {
    @Nullable Integer epochs = options.epochs();
    @Nullable Long steps = options.steps();
    FitConfig fit =
        epochs == null && steps != null
            ? FitConfig.steps(steps)
            : FitConfig.epochs(epochs == null ? DEFAULT_EPOCHS : epochs);
    if (epochs != null && steps != null) {
      fit = fit.withSteps(steps);
    }
    return fit;
  }

  private static Path checkpointFolder(String folder, long seed) {
    return localFolder("checkpoints", folder).resolve("seed-" + seed);
  }

  private static Path localFolder(String flag, String folder) {
    if (!(Storages.of(folder) instanceof LocalStorage)) {
      throw NslException.usage("--" + flag + "=" + folder + ": expected a local folder");
    }
    return LocalStorage.path(folder);
  }

  /** Steps of one seed, as far as they are known before. */
  long expectedSteps(int examples) {
    FitConfig fit = length();
    long perEpoch = (examples + options.batch() - 1L) / options.batch();
    return fit.epochs() == Integer.MAX_VALUE
        ? fit.steps()
        : Math.min(fit.steps(), perEpoch * fit.epochs());
  }
}
