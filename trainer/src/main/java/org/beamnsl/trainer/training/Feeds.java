package org.beamnsl.trainer.training;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.SparseRows;
import org.beamnsl.trainer.regularize.Step;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Where a step's data enter the graph. All small numbers of a step travel in one vector: learning
 * rate, rows of padded neighbours, labelled examples per target, multiplier per regularizer.
 */
final class Feeds {

  private static final int LEARNING_RATE = 0;
  private static final int PADDED = 1;
  private static final int FIRST_COUNT = 2;

  final List<Input> inputs;
  final List<Input> neighborInputs;
  final Map<String, Operand<?>> features = new LinkedHashMap<>();
  final Map<String, Operand<?>> neighborFeatures = new LinkedHashMap<>();

  /** What is fed in place of features of which most numbers are 0. */
  final Map<Operand<?>, SparseRows> sparse = new IdentityHashMap<>();

  final Operand<TInt32> owners;
  final Operand<TFloat32> edgeWeights;
  final Operand<TInt64> seedAndStep;
  final Operand<TFloat32> numbers;
  private final Unstack<TFloat32> number;
  private final int targets;
  private final int regularizers;

  Feeds(Ops tf, Model model, int targets) {
    this.targets = targets;
    this.regularizers = model.regularizers().size();
    this.inputs = model.base().inputs();
    this.neighborInputs = model.neighborInputs();
    inputs.forEach(input -> features.put(input.name(), feature(tf, input)));
    neighborInputs.forEach(input -> neighborFeatures.put(input.name(), feature(tf, input)));
    owners = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    edgeWeights = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 1)));
    seedAndStep = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
    numbers = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(numberCount())));
    number = tf.unstack(numbers, (long) numberCount());
  }

  private Operand<?> feature(Ops tf, Input input) {
    if (!input.mostlyZeros()) {
      return input.placeholder(tf);
    }
    SparseRows rows = SparseRows.placeholders(tf);
    Operand<?> dense = rows.dense(tf, input);
    sparse.put(dense, rows);
    return dense;
  }

  Operand<?> feature(Input input) {
    return Objects.requireNonNull(features.get(input.name()));
  }

  Operand<?> neighborFeature(Input input) {
    return Objects.requireNonNull(neighborFeatures.get(input.name()));
  }

  Operand<TFloat32> learningRate() {
    return number.output().get(LEARNING_RATE);
  }

  Operand<TFloat32> labelled(int target) {
    return number.output().get(FIRST_COUNT + target);
  }

  Operand<TFloat32> multiplier(int regularizer) {
    return number.output().get(FIRST_COUNT + targets + regularizer);
  }

  Optional<Step.Neighborhood> neighborhood(boolean wanted) {
    return wanted
        ? Optional.of(
            new Step.Neighborhood(
                neighborFeatures, owners, edgeWeights, number.output().get(PADDED)))
        : Optional.empty();
  }

  int numberCount() {
    return FIRST_COUNT + targets + regularizers;
  }

  /** The vector of small numbers. */
  float[] numbers(double learningRate, int padded, float[] labelled, double[] multipliers) {
    float[] values = new float[numberCount()];
    values[LEARNING_RATE] = (float) learningRate;
    values[PADDED] = padded;
    System.arraycopy(labelled, 0, values, FIRST_COUNT, targets);
    for (int i = 0; i < multipliers.length; i++) {
      values[FIRST_COUNT + targets + i] = (float) multipliers[i];
    }
    return values;
  }
}
