package org.beamnsl.trainer.training;

import java.util.IdentityHashMap;
import java.util.Map;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.IntColumn;
import org.beamnsl.trainer.data.PickedColumn;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.ndarray.buffer.IntDataBuffer;
import org.tensorflow.ndarray.buffer.LongDataBuffer;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * What a session is fed with. A tensor that has the shape of the run before is filled anew instead
 * of being allocated anew: in the steps of small models allocating takes longer than filling. A
 * tensor is valid until the next one for the same input.
 */
final class InputTensors implements AutoCloseable {

  private final Map<Operand<?>, Held> held = new IdentityHashMap<>();

  /** A tensor and the view by which it is filled. */
  private sealed interface Held {
    Tensor tensor();
  }

  private record Floats(TFloat32 tensor, FloatDataBuffer values) implements Held {}

  private record Ints(TInt32 tensor, IntDataBuffer values) implements Held {}

  private record Longs(TInt64 tensor, LongDataBuffer values) implements Held {}

  /** The column as a tensor, examples first. */
  Tensor of(Operand<?> input, Column column) {
    Shape shape = shape(column);
    Held last = held.get(input);
    if (column.isFloat()) {
      Floats now = fits(last, shape) && last instanceof Floats known ? known : floats(shape);
      write(column, now.values());
      return keep(input, last, now);
    }
    Ints now = fits(last, shape) && last instanceof Ints known ? known : ints(shape);
    write(column, now.values());
    return keep(input, last, now);
  }

  private static void write(Column column, FloatDataBuffer target) {
    if (column instanceof PickedColumn rows && rows.column() instanceof FloatColumn all) {
      int size = all.rowSize();
      for (int i = 0; i < rows.rows(); i++) {
        target.offset((long) i * size).write(all.data(), rows.picked()[i] * size, size);
      }
    } else {
      target.write(((FloatColumn) column.decoded()).data());
    }
  }

  private static void write(Column column, IntDataBuffer target) {
    if (column instanceof PickedColumn rows && rows.column() instanceof IntColumn all) {
      int size = all.rowSize();
      for (int i = 0; i < rows.rows(); i++) {
        target.offset((long) i * size).write(all.data(), rows.picked()[i] * size, size);
      }
    } else {
      target.write(((IntColumn) column.decoded()).data());
    }
  }

  /** A vector of numbers as a tensor. */
  Tensor of(Operand<?> input, long... numbers) {
    return longs(input, Shape.of(numbers.length), numbers);
  }

  /** Pairs of numbers as a tensor, [pairs, 2]. */
  Tensor pairs(Operand<?> input, long[] numbers) {
    return longs(input, Shape.of(numbers.length / 2, 2), numbers);
  }

  private Tensor longs(Operand<?> input, Shape shape, long[] numbers) {
    Held last = held.get(input);
    Longs now = fits(last, shape) && last instanceof Longs known ? known : longs(shape);
    now.values().write(numbers);
    return keep(input, last, now);
  }

  private Tensor keep(Operand<?> input, @Nullable Held last, Held now) {
    if (last != now) {
      if (last != null) {
        last.tensor().close();
      }
      held.put(input, now);
    }
    return now.tensor();
  }

  private static boolean fits(@Nullable Held last, Shape shape) {
    return last != null && last.tensor().shape().equals(shape);
  }

  private static Floats floats(Shape shape) {
    TFloat32 tensor = TFloat32.tensorOf(shape);
    return new Floats(tensor, tensor.asRawTensor().data().asFloats());
  }

  private static Ints ints(Shape shape) {
    TInt32 tensor = TInt32.tensorOf(shape);
    return new Ints(tensor, tensor.asRawTensor().data().asInts());
  }

  private static Longs longs(Shape shape) {
    TInt64 tensor = TInt64.tensorOf(shape);
    return new Longs(tensor, tensor.asRawTensor().data().asLongs());
  }

  private static Shape shape(Column column) {
    int[] row = column.rowShape();
    long[] axes = new long[row.length + 1];
    axes[0] = column.rows();
    for (int i = 0; i < row.length; i++) {
      axes[i + 1] = row[i];
    }
    return Shape.of(axes);
  }

  @Override
  public void close() {
    held.values().forEach(one -> one.tensor().close());
    held.clear();
  }
}
