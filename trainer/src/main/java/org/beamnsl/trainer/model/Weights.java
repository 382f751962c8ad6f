package org.beamnsl.trainer.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.data.Column;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The variables of one graph, by name: trainable weights, moving statistics and whatever an
 * optimizer keeps. The first request for a name makes the variable, later ones get the same again.
 *
 * <p>Reference variables, because sessions and saved models of this TensorFlow write those;
 * resource variables would be left out without an error.
 */
public final class Weights {

  /**
   * A variable.
   *
   * @param ofModel whether a forward pass uses it; otherwise an optimizer keeps it
   * @param assign sets the variable to what is fed to {@code value}
   */
  public record Variable(
      String name,
      int[] shape,
      boolean trainable,
      boolean ofModel,
      Initializer initializer,
      Operand<TFloat32> ref,
      Operand<TFloat32> value,
      Op assign) {}

  private final Ops tf;
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Map<String, Ops> scopes = new HashMap<>();

  /** An empty set of variables for the graph of {@code tf}. */
  public Weights(Ops tf) {
    this.tf = tf;
  }

  /** The variable of this name that forward passes use, made if need be. */
  public Variable get(String name, int[] shape, boolean trainable, Initializer initializer) {
    return find(name, shape, trainable, true, initializer);
  }

  /** The variable of this name that an optimizer keeps, made if need be. */
  public Variable kept(String name, int[] shape, Initializer initializer) {
    return find(name, shape, false, false, initializer);
  }

  private Variable find(
      String name, int[] shape, boolean trainable, boolean ofModel, Initializer initializer) {
    Variable known = variables.get(name);
    if (known == null) {
      known = create(name, shape, trainable, ofModel, initializer);
      variables.put(name, known);
    } else if (!Arrays.equals(known.shape(), shape)) {
      throw NslException.usage(
          String.format(
              "weight %s has shape %s and cannot be used with shape %s",
              name, Arrays.toString(known.shape()), Arrays.toString(shape)));
    }
    return known;
  }

  /** All variables in the order in which they were made. */
  public Collection<Variable> all() {
    return variables.values();
  }

  /** The variables that gradients change. */
  public List<Variable> trainable() {
    return variables.values().stream().filter(Variable::trainable).toList();
  }

  /** How many numbers gradients change. */
  public long trainableSize() {
    return trainable().stream().mapToLong(variable -> Column.sizeOf(variable.shape())).sum();
  }

  /** The variables that forward passes use. */
  public List<Variable> ofModel() {
    return variables.values().stream().filter(Variable::ofModel).toList();
  }

  /**
   * Gives every variable its initial value; each has a random stream of its own, named after it.
   */
  public void initialize(Session session, long seed) {
    Map<String, float[]> values = new LinkedHashMap<>();
    for (Variable variable : all()) {
      var random = new Random(seed * 31 + variable.name().hashCode());
      values.put(variable.name(), variable.initializer().sample(variable.shape(), random));
    }
    assign(session, values);
  }

  /** Sets the named variables; the others stay. */
  public void assign(Session session, Map<String, float[]> values) {
    List<TFloat32> fed = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      values.forEach(
          (name, array) -> {
            Variable variable = require(name, array.length);
            TFloat32 tensor =
                TFloat32.tensorOf(shapeOf(variable.shape()), DataBuffers.of(array, false, false));
            fed.add(tensor);
            runner.feed(variable.value(), tensor).addTarget(variable.assign());
          });
      if (!fed.isEmpty()) {
        runner.run().close();
      }
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  /** The present values of these variables, by name. */
  public Map<String, float[]> read(Session session, Collection<Variable> wanted) {
    Map<String, float[]> values = new LinkedHashMap<>();
    if (wanted.isEmpty()) {
      return values;
    }
    Session.Runner runner = session.runner();
    wanted.forEach(variable -> runner.fetch(variable.ref()));
    try (Result result = runner.run()) {
      int index = 0;
      for (Variable variable : wanted) {
        float[] array = new float[Column.sizeOf(variable.shape())];
        result.get(index++).asRawTensor().data().asFloats().read(array);
        values.put(variable.name(), array);
      }
    }
    return values;
  }

  /** A TensorFlow shape with these axes. */
  public static Shape shapeOf(int[] axes) {
    return Shape.of(Arrays.stream(axes).asLongStream().toArray());
  }

  private Variable require(String name, int length) {
    Variable variable = variables.get(name);
    if (variable == null) {
      throw NslException.usage("no weight " + name + "; the model has " + variables.keySet());
    }
    int expected = Column.sizeOf(variable.shape());
    if (expected != length) {
      throw NslException.usage(
          String.format(
              "weight %s has %d values, but %d were given (shape %s expected)",
              name, expected, length, Arrays.toString(variable.shape())));
    }
    return variable;
  }

  /** One scope per path: asking TensorFlow twice would give a second, numbered one. */
  private Ops scope(String path) {
    Ops known = scopes.get(path);
    if (known == null) {
      int slash = path.lastIndexOf('/');
      Ops parent = slash < 0 ? tf : scope(path.substring(0, slash));
      known = parent.withSubScope(path.substring(slash + 1));
      scopes.put(path, known);
    }
    return known;
  }

  private Variable create(
      String name, int[] shape, boolean trainable, boolean ofModel, Initializer initializer) {
    Shape axes = shapeOf(shape);
    int slash = name.lastIndexOf('/');
    Ops scope = slash < 0 ? tf : scope(name.substring(0, slash));
    String last = name.substring(slash + 1);
    Operand<TFloat32> ref = scope.withName(last).variable(axes, TFloat32.class);
    Operand<TFloat32> value =
        scope.withName(last + "_value").placeholder(TFloat32.class, Placeholder.shape(axes));
    return new Variable(
        name, shape, trainable, ofModel, initializer, ref, value, tf.assign(ref, value));
  }
}
