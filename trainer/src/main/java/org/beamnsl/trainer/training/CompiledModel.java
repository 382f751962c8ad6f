package org.beamnsl.trainer.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.attack.AdversarialNeighbor;
import org.beamnsl.trainer.attack.AttackConfig;
import org.beamnsl.trainer.data.Batch;
import org.beamnsl.trainer.data.BatchOrder;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.Dataset;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.export.SavedModelExport;
import org.beamnsl.trainer.model.Pass;
import org.beamnsl.trainer.model.RandomStream;
import org.beamnsl.trainer.model.Weights;
import org.beamnsl.trainer.regularize.Regularizer;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * A model with a graph, a session and weights: it can be fitted, evaluated, asked and saved. Holds
 * native memory until closed. Not for several threads.
 */
public final class CompiledModel implements AutoCloseable {

  private final Model model;
  private final CompileConfig config;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Weights weights = new Weights(tf);
  private final RandomStream random;
  private final Feeds feeds;
  private final StepGraph training;
  private final Report report;
  private final Op train;
  private final Session session;
  private final Map<AttackConfig, Map<String, Operand<?>>> attacks = new HashMap<>();
  private final int neighbors;
  private @org.jspecify.annotations.Nullable StepGraph inference;
  private @org.jspecify.annotations.Nullable Report evaluation;
  private long step;

  static CompiledModel of(Model model, CompileConfig config) {
    return new CompiledModel(model, config);
  }

  private CompiledModel(Model model, CompileConfig config) {
    this.model = model;
    this.config = config;
    List<Regularizer> regularizers = model.regularizers();
    neighbors =
        regularizers.stream()
            .filter(r -> r.multiplier().isOn())
            .mapToInt(Regularizer::neighbors)
            .max()
            .orElse(0);
    feeds = new Feeds(tf, model.base(), config.targets().size(), regularizers.size());
    random = new RandomStream(feeds.seedAndStep);
    Pass pass = Pass.training(tf, weights, random);
    training =
        new StepGraph(tf, model.base(), feeds, weights, pass, config.targets(), neighbors > 0);
    report = Report.of(tf, training, feeds, terms(training, false));
    train = updates(pass);
    session = new Session(graph, threads(config.threads()));
    weights.initialize(session, config.seed());
  }

  /** The model this was compiled from. */
  public Model model() {
    return model;
  }

  /** How it is trained. */
  public CompileConfig config() {
    return config;
  }

  /** Neighbours per example that a training batch should bring. */
  public int neighbors() {
    return neighbors;
  }

  /** Training steps taken so far, over all calls of {@code fit}. */
  public long step() {
    return step;
  }

  /** Names of the numbers that a training step reports. */
  public List<String> reported() {
    return report.names();
  }

  /** Trains as configured; a second call goes on where the first one ended. */
  public History fit(Dataset data, FitConfig fit) {
    return new Fit(this, data, fit).run();
  }

  /**
   * One training step.
   *
   * @return the numbers of {@link #reported()}, computed before the update
   */
  public float[] trainOnBatch(Batch batch, double learningRate) {
    Session.Runner runner = session.runner();
    try (Feeder feeder = new Feeder(runner, feeds).features(batch)) {
      float[] labelled = feeder.labels(batch, training.supervision().fed(), config);
      if (neighbors > 0) {
        feeder.neighbors(batch);
      }
      feeder.numbers(
          feeds.numbers(learningRate, batch.size() * neighbors, labelled, multipliers()));
      feeder.seedAndStep(config.seed(), step);
      float[] values = fetch(runner.addTarget(train), report.values());
      step++;
      return values;
    }
  }

  /** Evaluates in batches of 128. */
  public Map<String, Double> evaluate(Dataset data) {
    return evaluate(data, 128);
  }

  /**
   * Means over the data, without dropout and without training. Neighbours of the graph are not
   * needed and not looked at; adversarial terms are computed and reported.
   */
  public Map<String, Double> evaluate(Dataset data, int batchSize) {
    Report numbers = evaluation();
    EpochMeans means = new EpochMeans(numbers);
    StepGraph graphStep = inference();
    for (Batch batch : batches(data, batchSize)) {
      Session.Runner runner = session.runner();
      try (Feeder feeder = new Feeder(runner, feeds).features(batch)) {
        float[] labelled = feeder.labels(batch, graphStep.supervision().fed(), config);
        feeder.numbers(feeds.numbers(0, 0, labelled, multipliers()));
        feeder.seedAndStep(config.seed(), step);
        means.add(fetch(runner, numbers.values()), batch.size(), labelled);
      }
    }
    return means.values();
  }

  /** The main output for every example, in order. */
  public FloatColumn predict(Dataset data) {
    return predictAll(data, 128).values().iterator().next();
  }

  /** All outputs for every example, in order. */
  public Map<String, FloatColumn> predictAll(Dataset data, int batchSize) {
    return compute(data, batchSize, inference().clean().outputs());
  }

  /** The output of a named layer for every example, for embeddings. */
  public FloatColumn layer(Dataset data, String name) {
    Map<String, Operand<TFloat32>> wanted = Map.of(name, inference().clean().named(name));
    return compute(data, 128, wanted).values().iterator().next();
  }

  /**
   * The batch with its float features moved so that this model's loss rises; everything else,
   * labels and weights included, stays. The passes are those of inference: no dropout, stored
   * statistics.
   */
  public Batch perturb(Batch batch, AttackConfig attack) {
    Map<String, Operand<?>> moved = attacks.computeIfAbsent(attack, this::attack);
    Session.Runner runner = session.runner();
    Map<String, FloatColumn> replaced = new LinkedHashMap<>();
    try (Feeder feeder = new Feeder(runner, feeds).features(batch)) {
      float[] labelled = feeder.labels(batch, inference().supervision().fed(), config);
      feeder.numbers(feeds.numbers(0, 0, labelled, multipliers()));
      feeder.seedAndStep(config.seed(), step);
      List<String> names = new ArrayList<>(moved.keySet());
      names.removeIf(name -> moved.get(name) == feeds.features.get(name));
      names.forEach(name -> runner.fetch(moved.get(name)));
      if (names.isEmpty()) {
        return batch;
      }
      try (Result result = run(runner)) {
        for (int i = 0; i < names.size(); i++) {
          int[] shape = batch.column(names.get(i)).rowShape();
          replaced.put(names.get(i), FloatColumn.of(floats(result.get(i)), shape));
        }
      }
    }
    return batch.with(replaced);
  }

  /** The model's weights and moving statistics by name, without what the optimizer keeps. */
  public Map<String, float[]> weights() {
    return weights.read(session, weights.ofModel());
  }

  /**
   * Everything that training changes, by name: weights, statistics and the optimizer's variables.
   */
  public Map<String, float[]> state() {
    return weights.read(session, weights.all());
  }

  /** Sets the named weights; the others stay. */
  public void assign(Map<String, float[]> values) {
    weights.assign(session, values);
  }

  /** Writes the base model as a SavedModel into a new directory; regularizers leave no trace. */
  public void save(Path directory) {
    SavedModelExport.write(model.base(), weights(), directory);
  }

  /** Takes the weights of a model that {@link #save} wrote; the optimizer starts afresh. */
  public void load(Path directory) {
    assign(SavedModelExport.readWeights(directory));
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  void restore(Map<String, float[]> state, long steps) {
    weights.assign(session, state);
    step = steps;
  }

  EpochMeans newMeans() {
    return new EpochMeans(report);
  }

  /** Labelled examples per target of a batch, for means. */
  float[] labelled(Batch batch) {
    List<Supervision.Fed> targets = training.supervision().fed();
    float[] counts = new float[targets.size()];
    for (int t = 0; t < counts.length; t++) {
      Column column = batch.columns().get(targets.get(t).label().name());
      counts[t] =
          column instanceof org.beamnsl.trainer.data.IntColumn ints
                  && targets.get(t).label().kind() == org.beamnsl.trainer.model.Input.Kind.INT
              ? java.util.Arrays.stream(ints.data()).filter(label -> label >= 0).count()
              : batch.size();
    }
    return counts;
  }

  private double[] multipliers() {
    return model.regularizers().stream().mapToDouble(r -> r.multiplier().at(step)).toArray();
  }

  private List<Report.Term> terms(StepGraph step, boolean evaluating) {
    List<Report.Term> terms = new ArrayList<>();
    for (int i = 0; i < model.regularizers().size(); i++) {
      Regularizer regularizer = model.regularizers().get(i);
      if (regularizer.multiplier().isOn() && (!evaluating || regularizer.isEvaluated())) {
        terms.add(new Report.Term(i, regularizer, regularizer.loss(step)));
      }
    }
    return terms;
  }

  /**
   * All updates of a step. Every one waits for every gradient and for the reported numbers: with
   * reference variables nothing else keeps an update from running before another op has read the
   * weight.
   */
  private Op updates(Pass pass) {
    Map<Weights.Variable, Operand<TFloat32>> gradients = training.gradients(report.extra());
    List<Weights.Variable> variables = new ArrayList<>(gradients.keySet());
    List<Operand<TFloat32>> clipped = config.clip().apply(tf, new ArrayList<>(gradients.values()));
    List<Op> barrier = new ArrayList<>(clipped);
    barrier.add(report.values());
    Ops after = tf.withControlDependencies(barrier);
    Updates scope = new Updates(after, weights, feeds.learningRate());
    List<Op> applied = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      applied.add(
          config.optimizer().update(scope, variables.get(i), after.identity(clipped.get(i))));
    }
    List<Op> all = new ArrayList<>(applied);
    all.addAll(config.optimizer().finish(scope, applied));
    all.addAll(pass.updates());
    return tf.withControlDependencies(all).noOp();
  }

  private StepGraph inference() {
    StepGraph known = inference;
    if (known == null) {
      known = new StepGraph(training, Pass.inference(tf, weights, random), false);
      inference = known;
    }
    return known;
  }

  private Report evaluation() {
    Report known = evaluation;
    if (known == null) {
      StepGraph graphStep = inference();
      known = Report.of(tf, graphStep, feeds, terms(graphStep, true));
      evaluation = known;
    }
    return known;
  }

  private Map<String, Operand<?>> attack(AttackConfig attack) {
    StepGraph clean = inference();
    return new AdversarialNeighbor(tf, attack)
        .allSteps(
            clean.features(),
            clean.inputGradients(),
            features -> clean.supervisedLoss(clean.forward(features)),
            random);
  }

  private Map<String, FloatColumn> compute(
      Dataset data, int batchSize, Map<String, Operand<TFloat32>> wanted) {
    Map<String, List<float[]>> parts = new LinkedHashMap<>();
    wanted.keySet().forEach(name -> parts.put(name, new ArrayList<>()));
    for (Batch batch : batches(data, batchSize)) {
      Session.Runner runner = session.runner();
      try (Feeder feeder = new Feeder(runner, feeds).features(batch)) {
        wanted.values().forEach(runner::fetch);
        try (Result result = run(runner)) {
          int index = 0;
          for (List<float[]> part : parts.values()) {
            part.add(floats(result.get(index++)));
          }
        }
      }
    }
    Map<String, FloatColumn> columns = new LinkedHashMap<>();
    parts.forEach(
        (name, part) -> {
          Operand<TFloat32> operand = Objects.requireNonNull(wanted.get(name));
          columns.put(name, join(part, operand.shape().asArray()));
        });
    return columns;
  }

  private static FloatColumn join(List<float[]> parts, long[] shape) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int next = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, next, part.length);
      next += part.length;
    }
    int[] row = new int[shape.length - 1];
    for (int i = 0; i < row.length; i++) {
      row[i] = Math.toIntExact(shape[i + 1]);
    }
    return FloatColumn.of(all, row);
  }

  private static Iterable<Batch> batches(Dataset data, int batchSize) {
    Iterator<Batch> iterator = data.batches(BatchOrder.sequential(batchSize));
    return () -> iterator;
  }

  private float[] fetch(Session.Runner runner, Operand<TFloat32> values) {
    try (Result result = run(runner.fetch(values))) {
      return floats(result.get(0));
    }
  }

  private Result run(Session.Runner runner) {
    try {
      return runner.run();
    } catch (TensorFlowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      String message = String.valueOf(e.getMessage());
      throw new NslException(
          org.beamnsl.core.failure.ExitCode.BAD_DATA,
          "step " + step + " failed: " + message.lines().findFirst().orElse(""),
          e);
    }
  }

  private static float[] floats(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.shape().size())];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }

  private static ConfigProto threads(int threads) {
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(threads)
        .setInterOpParallelismThreads(threads)
        .build();
  }

  /** For messages: the configured neighbours that a data set must bring. */
  void requireNeighbors(Dataset data) {
    if (data.neighborSlots() < neighbors) {
      throw NslException.badData(
          "the model regularizes with "
              + neighbors
              + " neighbours per example, but the data have "
              + data.neighborSlots());
    }
  }

  Optional<String> neighborTerm() {
    return model.regularizers().stream()
        .filter(r -> r.multiplier().isOn() && r.neighbors() > 0)
        .map(r -> "scaled_" + r.name())
        .findFirst();
  }
}
