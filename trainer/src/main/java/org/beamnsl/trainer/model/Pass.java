package org.beamnsl.trainer.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.beamnsl.core.failure.NslException;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * One forward pass through a model: hands out the shared weights, knows whether this pass trains,
 * and remembers the output of every named layer.
 */
public final class Pass {

  private final Ops tf;
  private final Weights weights;
  private final RandomStream random;
  private final boolean training;
  private final Map<String, Operand<TFloat32>> layers = new LinkedHashMap<>();
  private final Map<String, Op> updates;
  private final Map<Operand<?>, Operand<TInt32>> masks = new IdentityHashMap<>();
  private final Map<Operand<?>, Rising> rising = new IdentityHashMap<>();
  private final Map<Operand<?>, SparseRows> sparse;

  private Pass(
      Ops tf,
      Weights weights,
      RandomStream random,
      boolean training,
      Map<String, Op> updates,
      Map<Operand<?>, SparseRows> sparse) {
    this.tf = tf;
    this.weights = weights;
    this.random = random;
    this.training = training;
    this.updates = updates;
    this.sparse = sparse;
  }

  /** The first training pass of a graph; further ones come from {@link #again}. */
  public static Pass training(Ops tf, Weights weights, RandomStream random) {
    return new Pass(tf, weights, random, true, new LinkedHashMap<>(), new IdentityHashMap<>());
  }

  /** A pass without dropout and with the stored statistics. */
  public static Pass inference(Ops tf, Weights weights, RandomStream random) {
    return new Pass(tf, weights, random, false, new LinkedHashMap<>(), new IdentityHashMap<>());
  }

  /** Another pass over the same weights within the same step. */
  public Pass again() {
    return new Pass(tf, weights, random, training, updates, sparse);
  }

  /** This pass, and those made of it, with features that are known as sparse rows, too. */
  public Pass knowing(Map<Operand<?>, SparseRows> features) {
    return new Pass(tf, weights, random, training, updates, features);
  }

  /** The sparse rows behind a feature, for layers that can do without its zeros. */
  public Optional<SparseRows> sparse(Operand<?> feature) {
    return Optional.ofNullable(sparse.get(feature));
  }

  /** The graph under construction. */
  public Ops tf() {
    return tf;
  }

  /** Whether dropout and batch statistics are on. */
  public boolean isTraining() {
    return training;
  }

  /** Random numbers for dropout and the like. */
  public RandomStream random() {
    return random;
  }

  /** The trainable weight of this name. */
  public Operand<TFloat32> weight(String name, Initializer initializer, int... shape) {
    return weights.get(name, shape, true, initializer).ref();
  }

  /** A variable that gradients leave alone. */
  public Operand<TFloat32> state(String name, Initializer initializer, int... shape) {
    return weights.get(name, shape, false, initializer).ref();
  }

  /**
   * Moves a state towards {@code value} once per training pass: state ← momentum · state + (1 −
   * momentum) · value. Updates of one state by several passes of a step happen in the order of the
   * passes.
   */
  public void moveTowards(String stateName, Operand<TFloat32> value, float momentum) {
    int[] shape = Arrays.stream(value.shape().asArray()).mapToInt(Math::toIntExact).toArray();
    Operand<TFloat32> state = weights.get(stateName, shape, false, Initializers.constant(0)).ref();
    Op earlier = updates.get(stateName);
    Ops after = earlier == null ? tf : tf.withControlDependencies(List.of(earlier));
    Operand<TFloat32> step =
        after.math.mul(after.math.sub(state, value), after.constant(1 - momentum));
    updates.put(stateName, after.assignSub(state, step));
  }

  /** State updates of this step so far. */
  public List<Op> updates() {
    return new ArrayList<>(updates.values());
  }

  /** Remembers a layer's output under its name, for regularizers and for embeddings. */
  public Operand<TFloat32> record(String layer, Operand<TFloat32> output) {
    layers.put(layer, output);
    return output;
  }

  /** The output of a named layer; the error lists the names there are. */
  public Operand<TFloat32> layer(String name) {
    Operand<TFloat32> output = layers.get(name);
    if (output == null) {
      throw NslException.usage(
          "no layer "
              + name
              + "; the model has "
              + layers.keySet().stream().collect(Collectors.joining(", ")));
    }
    return output;
  }

  /**
   * Says which positions of a sequence hold something, for the layers that read it.
   *
   * @param sequence [B, T, …]
   * @param mask [B, T], 1 where there is something and 0 at padding
   */
  public <T extends Operand<?>> T masked(T sequence, Operand<TInt32> mask) {
    masks.put(sequence, mask);
    return sequence;
  }

  /** The mask of a sequence; absent when all positions count. */
  public Optional<Operand<TInt32>> mask(Operand<?> sequence) {
    return Optional.ofNullable(masks.get(sequence));
  }

  /**
   * A value that is a function of another one, number by number.
   *
   * @param argument what the function is applied to
   * @param function never falls: the larger number has the larger value, or the same
   */
  public record Rising(Operand<TFloat32> argument, UnaryOperator<Operand<TFloat32>> function) {}

  /**
   * Applies a function that never falls, and remembers that it did: the largest of its values is
   * its value at the largest number, so a layer that looks for maxima may look first and apply the
   * function to fewer numbers.
   */
  public Operand<TFloat32> rising(
      Operand<TFloat32> argument, UnaryOperator<Operand<TFloat32>> function) {
    Operand<TFloat32> value = function.apply(argument);
    rising.put(value, new Rising(argument, function));
    return value;
  }

  /** What a value was made from by {@link #rising(Operand, UnaryOperator)}. */
  public Optional<Rising> rising(Operand<?> value) {
    return Optional.ofNullable(rising.get(value));
  }

  /** Outputs of all named layers, in the order of computing. */
  public Map<String, Operand<TFloat32>> layers() {
    return new LinkedHashMap<>(layers);
  }

  /** The operand as floats: integers are converted, floats are left alone. */
  @SuppressWarnings("unchecked")
  public Operand<TFloat32> floats(Operand<?> operand) {
    return operand.type() == TFloat32.class
        ? (Operand<TFloat32>) operand
        : tf.dtypes.cast((Operand<TInt32>) operand, TFloat32.class);
  }

  /** The operand as 32-bit ids. */
  @SuppressWarnings("unchecked")
  public Operand<TInt32> ids(Operand<?> operand) {
    return operand.type() == TInt32.class
        ? (Operand<TInt32>) operand
        : tf.dtypes.cast((Operand<TFloat32>) operand, TInt32.class);
  }
}
