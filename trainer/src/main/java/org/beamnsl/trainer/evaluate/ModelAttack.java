package org.beamnsl.trainer.evaluate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.attack.InputGradients;
import org.beamnsl.trainer.attack.NormBall;
import org.beamnsl.trainer.export.LoadedModel;
import org.beamnsl.trainer.export.Signatures;
import org.beamnsl.trainer.export.TensorRows;
import org.beamnsl.trainer.loss.StandardLoss;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Moves examples against a saved model, by gradients of the model's own loss through its tensor
 * inputs. Only float features move. The loss is summed over the batch, so that an example's move
 * does not depend on the others.
 */
public final class ModelAttack {
  private final LoadedModel model;
  private final AttackPlan plan;
  private final Ops tf;
  private final Map<String, Operand<?>> current = new LinkedHashMap<>();
  private final Map<String, Operand<TFloat32>> originals = new LinkedHashMap<>();
  private final Map<String, Operand<TFloat32>> next;
  private final Operand<TInt32> labels;
  private final Operand<TFloat32> probabilities;

  /**
   * Adds the attack to the model's graph.
   *
   * @throws NslException (65) when the model has no tensor inputs, or none of them is float
   */
  public ModelAttack(LoadedModel model, AttackPlan plan) {
    this.model = model;
    this.plan = plan;
    Graph graph = model.bundle().graph();
    long existing = 0;
    for (var all = graph.operations(); all.hasNext(); all.next()) {
      existing++;
    }
    // A scope of its own: the operations of an earlier attack may be there already.
    this.tf = Ops.create(graph).withSubScope("attack_" + existing);
    Signature raw = model.signature(Signatures.RAW);
    raw.getInputs().forEach((name, input) -> current.put(name, operand(graph, input)));
    this.probabilities =
        floats(operand(graph, require(raw.getOutputs(), model.probabilitiesOutput())));
    this.labels = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    this.next = step();
  }

  private static Operand<?> operand(Graph graph, Signature.TensorDescription tensor) {
    String name = tensor.name;
    int colon = name.lastIndexOf(':');
    GraphOperation operation = graph.operation(colon < 0 ? name : name.substring(0, colon));
    return operation.output(colon < 0 ? 0 : Integer.parseInt(name.substring(colon + 1)));
  }

  private <T> T require(Map<String, T> map, String name) {
    T value = map.get(name);
    if (value == null) {
      throw NslException.badData(
          model.folder() + ": the signature " + Signatures.RAW + " has no tensor " + name);
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private static Operand<TFloat32> floats(Operand<?> operand) {
    return (Operand<TFloat32>) operand;
  }

  private Map<String, Operand<TFloat32>> step() {
    Operand<TFloat32> losses =
        StandardLoss.sparseCategoricalCrossentropy().values(tf, labels, probabilities);
    Map<String, Operand<TFloat32>> gradients =
        InputGradients.of(tf, tf.reduceSum(losses, tf.constant(0)), current);
    if (gradients.isEmpty()) {
      throw NslException.badData(
          model.folder() + ": no float feature to attack; the model reads " + current.keySet());
    }
    gradients.replaceAll(
        (name, slope) -> tf.select(tf.math.isFinite(slope), slope, tf.zerosLike(slope)));
    NormBall ball = new NormBall(tf, plan.norm());
    float length = (float) (plan.targetClass().isPresent() ? -plan.step() : plan.step());
    Map<String, Operand<TFloat32>> moves = new LinkedHashMap<>();
    ball.steepest(gradients)
        .forEach(
            (name, direction) -> {
              Operand<TFloat32> here = floats(require(current, name));
              Operand<TFloat32> original =
                  tf.placeholder(TFloat32.class, Placeholder.shape(here.shape()));
              originals.put(name, original);
              moves.put(
                  name,
                  tf.math.add(
                      tf.math.mul(direction, tf.constant(length)), tf.math.sub(here, original)));
            });
    Map<String, Operand<TFloat32>> kept =
        plan.epsilon().isPresent()
            ? ball.project(moves, (float) plan.epsilon().getAsDouble())
            : moves;
    Map<String, Operand<TFloat32>> moved = new LinkedHashMap<>();
    kept.forEach((name, move) -> moved.put(name, clip(tf.math.add(originals.get(name), move))));
    return moved;
  }

  private Operand<TFloat32> clip(Operand<TFloat32> value) {
    Operand<TFloat32> clipped = value;
    if (plan.clipMin().isPresent()) {
      clipped = tf.math.maximum(clipped, tf.constant((float) plan.clipMin().getAsDouble()));
    }
    if (plan.clipMax().isPresent()) {
      clipped = tf.math.minimum(clipped, tf.constant((float) plan.clipMax().getAsDouble()));
    }
    return clipped;
  }

  /** Predictions for the moved examples. */
  public float[][] probabilities(List<byte[]> examples, int[] trueLabels) {
    try (Result read = model.features(examples);
        Moved moved = move(read, trueLabels)) {
      Session.Runner runner = model.bundle().session().runner().fetch(probabilities);
      moved.all().forEach((name, value) -> runner.feed(current.get(name), value));
      try (Result result = runner.run()) {
        return LoadedModel.matrix((TFloat32) result.get(0));
      }
    }
  }

  /** Predictions of another model, which reads the same features, for the moved examples. */
  public float[][] probabilities(List<byte[]> examples, int[] trueLabels, LoadedModel victim) {
    try (Result read = model.features(examples);
        Moved moved = move(read, trueLabels)) {
      return victim.probabilities(moved.all());
    }
  }

  /**
   * Moves every example towards a class of its own until the model takes it for that class.
   *
   * @param targets in the place of the plan's class
   * @param most steps
   */
  Flips flips(List<byte[]> examples, int[] targets, int most) {
    int[] steps = new int[targets.length];
    Arrays.fill(steps, -1);
    double[] distances = new double[targets.length];
    try (Result read = model.features(examples);
        TInt32 classes = TInt32.vectorOf(targets)) {
      Map<String, Tensor> start = LoadedModel.tensors(read);
      Moved here = new Moved(start, Map.of());
      for (int step = 0; step <= most && Arrays.stream(steps).anyMatch(one -> one < 0); step++) {
        if (step > 0) {
          here = advance(start, here, classes);
        }
        float[][] scores = model.probabilities(here.all());
        double[] now = distances(here);
        for (int row = 0; row < steps.length; row++) {
          if (steps[row] < 0) {
            distances[row] = now[row];
            steps[row] = Scored.best(scores[row]) == targets[row] ? step : -1;
          }
        }
      }
      here.close();
    }
    return new Flips(steps, distances);
  }

  /** How far any value of each example has moved. */
  private static double[] distances(Moved moved) {
    double[] distances = new double[0];
    for (Map.Entry<String, Tensor> entry : moved.owned().entrySet()) {
      Tensor original = Objects.requireNonNull(moved.start().get(entry.getKey()));
      TensorRows before = TensorRows.of((TFloat32) original);
      TensorRows after = TensorRows.of((TFloat32) entry.getValue());
      distances = Arrays.copyOf(distances, after.count());
      float[] from = new float[before.width()];
      float[] to = new float[after.width()];
      for (int row = 0; row < after.count(); row++) {
        before.read(row, from);
        after.read(row, to);
        for (int i = 0; i < to.length; i++) {
          distances[row] = Math.max(distances[row], Math.abs(to[i] - from[i]));
        }
      }
    }
    return distances.length == 0
        ? new double[Math.toIntExact(moved.start().values().iterator().next().shape().get(0))]
        : distances;
  }

  /** The moved features by name: one flat array of values per example. */
  public Map<String, float[][]> features(List<byte[]> examples, int[] trueLabels) {
    try (Result read = model.features(examples);
        Moved moved = move(read, trueLabels)) {
      Map<String, float[][]> arrays = new LinkedHashMap<>();
      moved
          .owned()
          .forEach((name, value) -> arrays.put(name, LoadedModel.matrix((TFloat32) value)));
      return arrays;
    }
  }

  private Moved move(Result read, int[] trueLabels) {
    Map<String, Tensor> start = LoadedModel.tensors(read);
    int[] wanted = trueLabels.clone();
    plan.targetClass().ifPresent(target -> Arrays.fill(wanted, target));
    Moved here = new Moved(start, Map.of());
    try (TInt32 classes = TInt32.vectorOf(wanted)) {
      for (int i = 0; i < plan.iterations(); i++) {
        here = advance(start, here, classes);
      }
    }
    return here;
  }

  private Moved advance(Map<String, Tensor> start, Moved here, TInt32 classes) {
    Session.Runner runner = model.bundle().session().runner().feed(labels, classes);
    here.all().forEach((name, value) -> runner.feed(current.get(name), value));
    originals.forEach((name, original) -> runner.feed(original, start.get(name)));
    next.values().forEach(runner::fetch);
    // The tensors outlive the result: they are closed with what is returned.
    Result result = runner.run();
    Map<String, Tensor> owned = new HashMap<>();
    int index = 0;
    for (String name : next.keySet()) {
      owned.put(name, result.get(index++));
    }
    here.close();
    return new Moved(start, owned);
  }

  /** Features under way: those that moved are owned, the others belong to the reading. */
  private record Moved(Map<String, Tensor> start, Map<String, Tensor> owned)
      implements AutoCloseable {
    Map<String, Tensor> all() {
      Map<String, Tensor> all = new LinkedHashMap<>(start);
      all.putAll(owned);
      return all;
    }

    @Override
    public void close() {
      owned.values().forEach(Tensor::close);
    }
  }
}
