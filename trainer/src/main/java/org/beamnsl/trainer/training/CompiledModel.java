package org.beamnsl.trainer.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.attack.Attack;
import org.beamnsl.trainer.data.Batch;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.Dataset;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.IntColumn;
import org.beamnsl.trainer.export.SavedModelExport;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Pass;
import org.beamnsl.trainer.model.Weights;
import org.beamnsl.trainer.regularize.Regularizer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A model with a graph, a session and weights: it can be fitted, evaluated, asked and saved. Holds
 * native memory until closed. Not for several threads.
 */
public final class CompiledModel implements AutoCloseable {

  private final Engine engine;
  private final StepGraph training;
  private final Report report;
  private final Op train;
  private final Optional<Halves> halves;
  private final int neighbors;
  private @Nullable Inference inference;

  static CompiledModel of(Model model, CompileConfig config) {
    return new CompiledModel(new Engine(model, config));
  }

  private CompiledModel(Engine engine) {
    this.engine = engine;
    neighbors =
        engine.model.regularizers().stream()
            .filter(r -> r.multiplier().isOn())
            .mapToInt(Regularizer::neighbors)
            .max()
            .orElse(0);
    Pass pass = trainingPass(engine);
    training = new StepGraph(engine, pass, neighbors > 0);
    report = Report.of(engine.tf, training, engine.feeds, engine.terms(training, false));
    Map<Weights.Variable, Operand<TFloat32>> gradients = training.gradients(report.extra());
    train = update(gradients, List.of(report.values()), pass.updates());
    halves = halves(pass, gradients);
    engine.weights.initialize(engine.session(), engine.config.seed());
  }

  /** Zeros of sparse features are passed over unless something differentiates by the features. */
  private static Pass trainingPass(Engine engine) {
    Pass pass = Pass.training(engine.tf, engine.weights, engine.random);
    boolean differentiated =
        engine.model.regularizers().stream()
            .filter(regularizer -> regularizer.multiplier().isOn())
            .anyMatch(Regularizer::differentiatesByInputs);
    return differentiated ? pass : pass.knowing(engine.feeds.sparse);
  }

  private Optional<Halves> halves(Pass pass, Map<Weights.Variable, Operand<TFloat32>> gradients) {
    return Halves.fit(engine, pass)
        ? Optional.of(
            new Halves(
                engine,
                training.supervision().fed(),
                report,
                gradients,
                sums -> update(sums, List.of(), List.of())))
        : Optional.empty();
  }

  /** The model this was compiled from. */
  public Model model() {
    return engine.model;
  }

  /** How it is trained. */
  public CompileConfig config() {
    return engine.config;
  }

  /** Where TensorFlow computes. */
  public ComputeDevice device() {
    return ComputeDevice.of(engine.graph, engine.session());
  }

  /** Neighbours per example that a training batch should bring. */
  public int neighbors() {
    return neighbors;
  }

  /** Training steps taken so far, over all calls of {@code fit}. */
  public long step() {
    return engine.step;
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
    List<Supervision.Fed> targets = training.supervision().fed();
    LabelledBatch labels = LabelledBatch.of(batch, targets, engine.config);
    int padded = batch.size() * neighbors;
    float[] numbers =
        engine.feeds.numbers(learningRate, padded, labels.labelled(), engine.multipliers());
    float[] values =
        halves.isPresent() && halves.get().pay(batch.size())
            ? halves.get().step(batch, labels, numbers)
            : step(batch, labels, numbers);
    engine.step++;
    return values;
  }

  private float[] step(Batch batch, LabelledBatch labels, float[] numbers) {
    Session.Runner runner = engine.session().runner();
    Feeder feeder =
        new Feeder(runner, engine)
            .features(batch)
            .labels(labels, training.supervision().fed())
            .numbers(numbers);
    if (neighbors > 0) {
      feeder.neighbors(batch);
    }
    feeder.seedAndStep(engine.config.seed(), engine.step);
    return engine.fetch(runner.addTarget(train), report.values());
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
    return inference().evaluate(data, batchSize);
  }

  /** The main output for every example, in order. */
  public FloatColumn predict(Dataset data) {
    return predictAll(data, 128).values().iterator().next();
  }

  /** All outputs for every example, in order. */
  public Map<String, FloatColumn> predictAll(Dataset data, int batchSize) {
    return inference().outputs(data, batchSize);
  }

  /** The output of a named layer for every example, for embeddings. */
  public FloatColumn layer(Dataset data, String name) {
    return inference().layer(data, name);
  }

  /**
   * The batch with its float features moved so that this model's loss rises; everything else,
   * labels and weights included, stays. The passes are those of inference: no dropout, stored
   * statistics. To attack with a reference model, ask that model.
   */
  public Batch perturb(Batch batch, Attack attack) {
    return inference().perturb(batch, attack);
  }

  /** The model's weights and moving statistics by name, without what the optimizer keeps. */
  public Map<String, float[]> weights() {
    return engine.weights.read(engine.session(), engine.weights.ofModel());
  }

  /**
   * Everything that training changes, by name: weights, statistics and the optimizer's variables.
   */
  public Map<String, float[]> state() {
    return engine.weights.read(engine.session(), engine.weights.all());
  }

  /** Sets the named weights; the others stay. */
  public void assign(Map<String, float[]> values) {
    engine.weights.assign(engine.session(), values);
  }

  /** Writes the base model as a SavedModel into a new directory; regularizers leave no trace. */
  public void save(Path directory) {
    SavedModelExport.write(engine.base(), weights(), directory);
  }

  /** Takes the weights of a model that {@link #save} wrote; the optimizer starts afresh. */
  public void load(Path directory) {
    assign(SavedModelExport.readWeights(directory));
  }

  @Override
  public void close() {
    halves.ifPresent(Halves::close);
    engine.close();
  }

  void restore(Map<String, float[]> state, long steps) {
    assign(state);
    engine.step = steps;
  }

  EpochMeans newMeans() {
    return new EpochMeans(report);
  }

  /** Labelled examples per target of a batch, for means. */
  float[] labelled(Batch batch) {
    List<Supervision.Fed> targets = training.supervision().fed();
    float[] counts = new float[targets.size()];
    for (int t = 0; t < counts.length; t++) {
      Input label = targets.get(t).label();
      Column column = batch.columns().get(label.name());
      counts[t] =
          column instanceof IntColumn ints && label.kind() == Input.Kind.INT
              ? Arrays.stream(ints.data()).filter(value -> value >= 0).count()
              : batch.size();
    }
    return counts;
  }

  void requireNeighbors(Dataset data) {
    if (data.neighborSlots() < neighbors) {
      throw NslException.badData(
          "the model regularizes with "
              + neighbors
              + " neighbours per example, but the data have "
              + data.neighborSlots());
    }
  }

  /** Name and multiplier of every regularizer. */
  String terms() {
    return engine.model.regularizers().stream()
        .map(r -> r.name() + " " + r.multiplier())
        .collect(Collectors.joining(", "));
  }

  /** The reported name of the graph term, if there is one. */
  Optional<String> neighborTerm() {
    return engine.model.regularizers().stream()
        .filter(r -> r.multiplier().isOn() && r.neighbors() > 0)
        .map(r -> "scaled_" + r.name())
        .findFirst();
  }

  /**
   * All updates of a step. Every one waits for every gradient and for what else reads the weights:
   * with reference variables nothing else keeps an update from running before another op has read
   * the weight.
   */
  private Op update(
      Map<Weights.Variable, Operand<TFloat32>> gradients,
      List<Operand<TFloat32>> readers,
      List<Op> further) {
    Ops tf = engine.tf;
    Optimizer optimizer = engine.config.optimizer();
    List<Weights.Variable> variables = new ArrayList<>(gradients.keySet());
    List<Operand<TFloat32>> clipped =
        engine.config.clip().apply(tf, new ArrayList<>(gradients.values()));
    List<Op> barrier = new ArrayList<>(clipped);
    barrier.addAll(readers);
    Ops after = tf.withControlDependencies(barrier);
    Updates scope = new Updates(after, engine.weights, engine.feeds.learningRate());
    List<Op> applied = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      applied.add(optimizer.update(scope, variables.get(i), after.identity(clipped.get(i))));
    }
    List<Op> all = new ArrayList<>(applied);
    all.addAll(optimizer.finish(scope, applied));
    all.addAll(further);
    return tf.withControlDependencies(all).noOp();
  }

  private Inference inference() {
    Inference known = inference;
    if (known == null) {
      known = new Inference(engine, training);
      inference = known;
    }
    return known;
  }
}
