package org.beamnsl.trainer.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.IntColumn;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Golden cases computed by the Python original, and the tensors in them. */
public final class Golden {

  private Golden() {}

  /** The whole file. */
  public static JsonNode load(String file) {
    try (InputStream stream = Golden.class.getResourceAsStream("/golden/" + file)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(stream, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a node is a tensor rather than a map of them. */
  public static boolean isTensor(JsonNode node) {
    return node.has("data") && node.has("shape");
  }

  /** Row-major values of a tensor, or of a plain number. */
  public static float[] values(JsonNode node) {
    if (node.isNumber()) {
      return new float[] {(float) node.asDouble()};
    }
    JsonNode data = node.get("data");
    float[] values = new float[data.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(data.get(i).asText());
    }
    return values;
  }

  /** Integer values of a tensor. */
  public static int[] ints(JsonNode node) {
    float[] values = values(node);
    int[] ints = new int[values.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) values[i];
    }
    return ints;
  }

  /** Axes of a tensor; none for a number. */
  public static int[] shape(JsonNode node) {
    if (node.isNumber()) {
      return new int[0];
    }
    JsonNode shape = node.get("shape");
    int[] axes = new int[shape.size()];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = shape.get(i).asInt();
    }
    return axes;
  }

  /** A float tensor as a column of its rows. */
  public static FloatColumn column(JsonNode node) {
    return FloatColumn.of(values(node), rowShape(node));
  }

  /** An integer tensor as a column of its rows. */
  public static IntColumn intColumn(JsonNode node) {
    return IntColumn.of(ints(node), rowShape(node));
  }

  private static int[] rowShape(JsonNode node) {
    int[] shape = shape(node);
    return java.util.Arrays.copyOfRange(shape, 1, shape.length);
  }

  /** A float constant. */
  public static Operand<TFloat32> constant(Ops tf, JsonNode node) {
    long[] axes = java.util.Arrays.stream(shape(node)).asLongStream().toArray();
    return tf.constant(Shape.of(axes), DataBuffers.of(values(node), false, false));
  }
}
