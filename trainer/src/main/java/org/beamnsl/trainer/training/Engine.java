package org.beamnsl.trainer.training;

import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.model.BaseModel;
import org.beamnsl.trainer.model.NativeMemory;
import org.beamnsl.trainer.model.RandomStream;
import org.beamnsl.trainer.model.Weights;
import org.beamnsl.trainer.regularize.Regularizer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Graph, session and inputs that training and inference of one model share. */
final class Engine implements AutoCloseable {

  static {
    NativeMemory.leaveUnwatched();
  }

  final Model model;
  final CompileConfig config;
  final Graph graph = new Graph();
  final Ops tf = Ops.create(graph);
  final Weights weights = new Weights(tf);
  final Feeds feeds;
  final InputTensors inputs = new InputTensors();
  final RandomStream random;

  private @Nullable Session session;

  /** Training steps taken so far. */
  long step;

  Engine(Model model, CompileConfig config) {
    this.model = model;
    this.config = config;
    feeds = new Feeds(tf, model, config.targets().size());
    random = new RandomStream(feeds.seedAndStep);
  }

  /** Opened when it is first asked for, when the graph of a training step is there. */
  Session session() {
    Session open = session;
    if (open == null) {
      open = new Session(graph, plan().config());
      session = open;
    }
    return open;
  }

  /** How steps of the graph, as it is now, are shared between threads. */
  ThreadPlan plan() {
    return ThreadPlan.of(graph, weights, config.threads());
  }

  BaseModel base() {
    return model.base();
  }

  /** The neighbour losses that are switched on, and for evaluation only those it computes. */
  List<Report.Term> terms(StepGraph graphStep, boolean evaluating) {
    List<Report.Term> terms = new ArrayList<>();
    for (int i = 0; i < model.regularizers().size(); i++) {
      Regularizer regularizer = model.regularizers().get(i);
      if (regularizer.multiplier().isOn() && (!evaluating || regularizer.isEvaluated())) {
        terms.add(new Report.Term(i, regularizer, regularizer.loss(graphStep)));
      }
    }
    return terms;
  }

  /** Multipliers of the present step. */
  double[] multipliers() {
    return model.regularizers().stream().mapToDouble(r -> r.multiplier().at(step)).toArray();
  }

  float[] fetch(Session.Runner runner, Operand<TFloat32> values) {
    try (Result result = run(runner.fetch(values))) {
      return floats(result.get(0));
    }
  }

  /** Runs; what TensorFlow finds wrong with the data becomes one line. */
  Result run(Session.Runner runner) {
    try {
      return runner.run();
    } catch (TensorFlowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new NslException(
          ExitCode.BAD_DATA, "the step after " + step + " failed: " + message, e);
    }
  }

  static float[] floats(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.shape().size())];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }

  @Override
  public void close() {
    inputs.close();
    if (session != null) {
      session.close();
    }
    graph.close();
  }
}
