package org.beamnsl.trainer.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.types.TFloat32;

/**
 * Derivatives of a scalar by several operands. TensorFlow fails when one of them does not reach the
 * scalar; here such operands are simply left out of the result.
 */
public final class Derivatives {

  private Derivatives() {}

  /** ∂scalar/∂operand for every operand that the scalar depends on, in the order given. */
  public static <K> Map<K, Operand<TFloat32>> of(
      Ops tf, Operand<TFloat32> scalar, Map<K, ? extends Operand<TFloat32>> by) {
    Set<Operation> below = below(scalar);
    List<K> keys = new ArrayList<>();
    List<Operand<TFloat32>> points = new ArrayList<>();
    Map<K, GrayConvolution> convolved = new LinkedHashMap<>();
    by.forEach(
        (key, operand) -> {
          if (below.contains(operand.asOutput().op())) {
            Optional<GrayConvolution> gray = GrayConvolution.readingOnly(operand, below);
            gray.ifPresent(convolution -> convolved.put(key, convolution));
            keys.add(key);
            points.add(gray.map(GrayConvolution::output).orElse(operand));
          }
        });
    Map<K, Operand<TFloat32>> derivatives = new LinkedHashMap<>();
    if (points.isEmpty()) {
      return derivatives;
    }
    Gradients gradients = Gradients.create(tf.scope(), scalar, points);
    for (int i = 0; i < keys.size(); i++) {
      Output<TFloat32> derivative = gradients.dy(i);
      if (isThere(derivative)) {
        K key = keys.get(i);
        GrayConvolution gray = convolved.get(key);
        derivatives.put(key, gray == null ? derivative : gray.derivative(tf, derivative));
      }
    }
    return derivatives;
  }

  /** Whether a derivative exists: behind stopped gradients there is an output without operation. */
  private static boolean isThere(Output<?> derivative) {
    var handle = ((GraphOperation) derivative.op()).getUnsafeNativeHandle();
    return handle != null && !handle.isNull();
  }

  private static Set<Operation> below(Operand<?> top) {
    Set<Operation> seen = new HashSet<>();
    Deque<Operation> open = new ArrayDeque<>();
    open.add(top.asOutput().op());
    while (!open.isEmpty()) {
      Operation operation = open.remove();
      if (seen.add(operation) && operation instanceof GraphOperation node) {
        node.inputs().forEach(input -> open.add(input.asOutput().op()));
      }
    }
    return seen;
  }
}
