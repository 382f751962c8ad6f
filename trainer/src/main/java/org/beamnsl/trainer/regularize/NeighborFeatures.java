package org.beamnsl.trainer.regularize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.data.PackedNames;
import org.beamnsl.trainer.model.Input;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * Takes packed neighbours apart: out of one map of features, the samples' features, the neighbours'
 * and the edge weights. For loops of one's own; {@code fit} reads neighbours without padding
 * instead.
 *
 * @param samples features of the examples themselves
 * @param neighbors for the same names, the neighbours: row b · N + i is neighbour i of example b
 * @param weights edge weights, [B · N, 1]; absent without neighbours
 */
public record NeighborFeatures(
    Map<String, Operand<?>> samples,
    Map<String, Operand<?>> neighbors,
    Optional<Operand<TFloat32>> weights) {

  /**
   * Unpacks with neighbours flattened into the batch axis: [B · N, …].
   *
   * @throws NslException when a neighbour or weight is missing, or a shape does not fit
   */
  public static NeighborFeatures unpack(
      Ops tf, Map<String, Operand<?>> features, PackedNames names) {
    return unpack(tf, features, names, true);
  }

  /** Unpacks; without {@code keepRank} neighbours have an axis of their own: [B, N, …]. */
  public static NeighborFeatures unpack(
      Ops tf, Map<String, Operand<?>> features, PackedNames names, boolean keepRank) {
    features.forEach(NeighborFeatures::requireBatchAndMore);
    Map<String, Operand<?>> samples = strip(features, names);
    if (names.neighbors() == 0) {
      return new NeighborFeatures(samples, Map.of(), Optional.empty());
    }
    Map<String, Operand<?>> neighbors = new LinkedHashMap<>();
    samples.forEach(
        (name, sample) -> {
          List<Operand<?>> found = new ArrayList<>();
          for (int i = 0; i < names.neighbors(); i++) {
            Operand<?> neighbor = require(features, names.feature(i, name));
            requireCompatible(names.feature(i, name), neighbor.shape(), sample.shape());
            found.add(neighbor);
          }
          neighbors.put(name, interleave(tf, found, keepRank));
        });
    List<Operand<?>> weights = new ArrayList<>();
    for (int i = 0; i < names.neighbors(); i++) {
      Operand<?> weight = require(features, names.weight(i));
      requireCompatible(names.weight(i), weight.shape(), Shape.of(-1, 1));
      weights.add(weight);
    }
    @SuppressWarnings("unchecked")
    Operand<TFloat32> stacked = (Operand<TFloat32>) interleave(tf, weights, keepRank);
    return new NeighborFeatures(samples, neighbors, Optional.of(stacked));
  }

  /** The features of the examples themselves. */
  public static <T> Map<String, T> strip(Map<String, T> features, PackedNames names) {
    Map<String, T> kept = new LinkedHashMap<>();
    features.forEach(
        (name, feature) -> {
          if (names.isSample(name)) {
            kept.put(name, feature);
          }
        });
    return kept;
  }

  /**
   * The inputs that packed neighbours of these samples would have, for reading them: per neighbour
   * its weight and a twin of every sample feature.
   */
  public static List<Input> inputs(List<Input> samples, PackedNames names) {
    List<Input> inputs = new ArrayList<>();
    for (int i = 0; i < names.neighbors(); i++) {
      inputs.add(Input.floats(names.weight(i), 1));
      for (Input sample : samples) {
        inputs.add(
            new Input(
                names.feature(i, sample.name()),
                sample.kind(),
                sample.shape(),
                sample.mostlyZeros()));
      }
    }
    return inputs;
  }

  /** Every row {@code times} times in a row, [B, …] to [B · times, …]. Gradients flow. */
  public static Operand<TFloat32> replicate(Ops tf, Operand<TFloat32> rows, int times) {
    int[] all = new int[Math.toIntExact(rows.shape().get(0))];
    java.util.Arrays.fill(all, times);
    return replicate(tf, rows, all);
  }

  /** Row b {@code times[b]} times in a row; 0 drops it. Gradients flow. */
  public static Operand<TFloat32> replicate(Ops tf, Operand<TFloat32> rows, int[] times) {
    List<Integer> owners = new ArrayList<>();
    for (int row = 0; row < times.length; row++) {
      if (times[row] < 0) {
        throw NslException.usage("a row cannot be repeated " + times[row] + " times");
      }
      for (int i = 0; i < times[row]; i++) {
        owners.add(row);
      }
    }
    int[] indices = owners.stream().mapToInt(Integer::intValue).toArray();
    return tf.gather(rows, tf.constant(indices), tf.constant(0));
  }

  @SuppressWarnings("unchecked")
  private static Operand<?> interleave(Ops tf, List<Operand<?>> parts, boolean keepRank) {
    List<Operand<TType>> typed = new ArrayList<>();
    parts.forEach(part -> typed.add((Operand<TType>) part));
    Operand<TType> stacked = tf.stack(typed, Stack.axis(1L));
    if (!keepRank) {
      return stacked;
    }
    long[] shape = parts.get(0).shape().asArray().clone();
    shape[0] = -1;
    return tf.reshape(stacked, tf.constant(shape));
  }

  private static Operand<?> require(Map<String, Operand<?>> features, String name) {
    Operand<?> operand = features.get(name);
    if (operand == null) {
      throw NslException.badData("no feature " + name + " among " + features.keySet());
    }
    return operand;
  }

  private static void requireBatchAndMore(String name, Operand<?> feature) {
    if (feature.shape().numDimensions() < 2) {
      throw NslException.badData(
          "feature "
              + name
              + " has shape "
              + feature.shape()
              + " but must have a batch axis and at least one more");
    }
  }

  private static void requireCompatible(String name, Shape actual, Shape expected) {
    if (!actual.isCompatibleWith(expected)) {
      throw NslException.badData(
          "feature " + name + " has shape " + actual + ", expected " + expected);
    }
  }
}
