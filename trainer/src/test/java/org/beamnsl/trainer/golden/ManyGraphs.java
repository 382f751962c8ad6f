package org.beamnsl.trainer.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beamnsl.trainer.model.Weights;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Collects expectations about operands of one graph and checks all of them in one run: starting a
 * session per case would take minutes.
 */
public final class ManyGraphs implements AutoCloseable {

  private record Expected(
      String what, Operand<TFloat32> actual, float[] values, double relative, double absolute) {}

  /** Absolute tolerance of values and gradients. */
  public static final double ABSOLUTE = 1e-6;

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final List<Expected> expected = new ArrayList<>();

  /** The graph to build cases in. */
  public Ops tf() {
    return tf;
  }

  /** Expects values within relative 1e-5 and absolute 1e-6. */
  public void expectValue(String what, Operand<TFloat32> actual, float[] values) {
    expected.add(new Expected(what, actual, values, 1e-5, ABSOLUTE));
  }

  /** Expects gradients within relative 1e-4 and absolute 1e-6. */
  public void expectGradient(String what, Operand<TFloat32> actual, float[] values) {
    expected.add(new Expected(what, actual, values, 1e-4, ABSOLUTE));
  }

  /** Expects values within tolerances of one's own. */
  public void expect(
      String what, Operand<TFloat32> actual, float[] values, double relative, double absolute) {
    expected.add(new Expected(what, actual, values, relative, absolute));
  }

  /** Number of expectations so far. */
  public int size() {
    return expected.size();
  }

  /** Runs everything; the failures, in words. */
  public List<String> check() {
    return check(new Weights(tf), Map.of());
  }

  /** Runs everything with these weights. */
  public List<String> check(Weights weights, Map<String, float[]> values) {
    List<String> failures = new ArrayList<>();
    try (Session session = new Session(graph)) {
      weights.assign(session, values);
      Session.Runner runner = session.runner();
      expected.forEach(e -> runner.fetch(e.actual()));
      try (Result result = runner.run()) {
        for (int i = 0; i < expected.size(); i++) {
          float[] actual = new float[Math.toIntExact(result.get(i).shape().size())];
          result.get(i).asRawTensor().data().asFloats().read(actual);
          Expected e = expected.get(i);
          difference(actual, e.values(), e.relative(), e.absolute())
              .ifPresent(difference -> failures.add(e.what() + ": " + difference));
        }
      }
    }
    return failures;
  }

  /** How two arrays differ beyond the tolerance, if they do. */
  public static java.util.Optional<String> difference(
      float[] actual, float[] expected, double relative, double absolute) {
    if (actual.length != expected.length) {
      return java.util.Optional.of(actual.length + " values instead of " + expected.length);
    }
    for (int i = 0; i < actual.length; i++) {
      double error = Math.abs((double) actual[i] - expected[i]);
      if (!(error <= absolute + relative * Math.abs(expected[i]))) {
        return java.util.Optional.of(
            "value " + i + " is " + actual[i] + ", expected " + expected[i]);
      }
    }
    return java.util.Optional.empty();
  }

  @Override
  public void close() {
    graph.close();
  }
}
