package org.beamnsl.trainer.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.beamnsl.trainer.data.Batch;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Pass;
import org.beamnsl.trainer.model.Weights;
import org.beamnsl.trainer.regularize.Regularizer;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The step of a small perceptron in two threads. Each takes half of the examples forwards and
 * backwards and keeps its gradients; then the sums update the weights. TensorFlow itself splits
 * operations, and those of such a step are too small for that: handing over half a step costs once
 * what handing over half an operation costs dozens of times.
 *
 * <p>The gradients are those of the whole batch up to rounding, because every loss of a half is its
 * part of the whole batch's mean. They repeat bit by bit: which examples a half has and in which
 * order halves are added follows from the batch alone.
 */
final class Halves implements AutoCloseable {

  /** Examples times weights of a batch from which on two threads are faster than one. */
  private static final long WORTHWHILE = 10_000_000;

  private static final int PARTS = 2;

  /** Far from every number of steps, so that halves draw different random numbers. */
  private static final long STRIDE = 1L << 40;

  private final Engine engine;
  private final List<Supervision.Fed> targets;
  private final Report report;
  private final List<Op> passes = new ArrayList<>();
  private final Op update;
  private final long weights;
  private final InputTensors second = new InputTensors();
  private final Partner partner = new Partner("nsl-second-half");

  /**
   * Whether a step of this graph can be taken in halves: nothing in it may depend on several
   * examples at once but sums, and it must be small enough to leave a thread idle.
   *
   * @param pass of training, with all its regularizers built
   */
  static boolean fit(Engine engine, Pass pass) {
    return engine.config.threads() >= PARTS
        && engine.plan().isOfCaller()
        && !engine.config.targets().isEmpty()
        && engine.feeds.sparse.isEmpty()
        && pass.updates().isEmpty()
        && engine.base().isPerExample()
        && engine.model.regularizers().stream()
            .filter(regularizer -> regularizer.multiplier().isOn())
            .allMatch(Regularizer::isPerExample);
  }

  /**
   * Adds to the graph what the halves need.
   *
   * @param gradients of a step over some examples
   * @param updates makes the update of the weights by these gradients
   */
  Halves(
      Engine engine,
      List<Supervision.Fed> targets,
      Report report,
      Map<Weights.Variable, Operand<TFloat32>> gradients,
      Function<Map<Weights.Variable, Operand<TFloat32>>, Op> updates) {
    this.engine = engine;
    this.targets = targets;
    this.report = report;
    this.weights = engine.weights.trainableSize();
    Ops tf = engine.tf;
    Map<Weights.Variable, Operand<TFloat32>> sums = new LinkedHashMap<>();
    List<List<Op>> kept = List.of(new ArrayList<>(), new ArrayList<>());
    gradients.forEach(
        (variable, gradient) -> {
          List<Operand<TFloat32>> parts = new ArrayList<>();
          for (List<Op> ofPart : kept) {
            Operand<TFloat32> part = tf.variable(Weights.shapeOf(variable.shape()), TFloat32.class);
            ofPart.add(tf.assign(part, gradient));
            parts.add(part);
          }
          sums.put(variable, tf.math.add(parts.get(0), parts.get(1)));
        });
    kept.forEach(ofPart -> passes.add(tf.withControlDependencies(ofPart).noOp()));
    update = updates.apply(sums);
  }

  /** Whether two threads are faster with so many examples. */
  boolean pay(int examples) {
    return examples * weights >= WORTHWHILE;
  }

  /**
   * One training step.
   *
   * @return the reported numbers, computed before the update
   */
  float[] step(Batch batch, LabelledBatch labelled, float[] numbers) {
    int middle = (batch.size() + 1) / 2;
    float[][] reported = new float[PARTS][];
    int[] later = IntStream.range(middle, batch.size()).toArray();
    partner.start(() -> reported[1] = pass(1, second, batch, labelled, later, numbers));
    try {
      int[] earlier = IntStream.range(0, middle).toArray();
      reported[0] = pass(0, engine.inputs, batch, labelled, earlier, numbers);
    } finally {
      partner.join();
    }
    Session.Runner runner = engine.session().runner();
    new Feeder(runner, engine).numbers(numbers);
    engine.run(runner.addTarget(update)).close();
    float[] values = reported[0];
    for (int i = 0; i < values.length; i++) {
      values[i] += reported[1][i];
    }
    return values;
  }

  private float[] pass(
      int part,
      InputTensors tensors,
      Batch batch,
      LabelledBatch labelled,
      int[] rows,
      float[] numbers) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (Input input : engine.feeds.inputs) {
      columns.put(input.name(), batch.column(input.name()).select(rows));
    }
    Session.Runner runner = engine.session().runner();
    new Feeder(runner, engine.feeds, tensors)
        .features(Batch.of(columns))
        .labels(labelled.select(rows), targets)
        .numbers(numbers)
        .seedAndStep(engine.config.seed(), engine.step + part * STRIDE);
    return engine.fetch(runner.addTarget(passes.get(part)), report.values());
  }

  @Override
  public void close() {
    partner.close();
    second.close();
  }
}
