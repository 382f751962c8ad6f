package org.beamnsl.trainer.model;

import java.util.List;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.sparse.SparseTensorDenseMatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * A feature of which most numbers are 0, as the others alone. A product with a kernel then costs
 * what these others cost, forwards and backwards.
 *
 * @param indices row and place of every number that is there, [present, 2], rows and then places
 *     ascending
 * @param values these numbers, [present]
 * @param shape rows and width, [2]
 */
public record SparseRows(Operand<TInt64> indices, Operand<TFloat32> values, Operand<TInt64> shape) {
  private static final int INDICES = 0;
  private static final int VALUES = 1;
  private static final int SHAPE = 2;

  static {
    // The kernel comes without a gradient.
    TensorFlow.registerCustomGradient("SparseTensorDenseMatMul", SparseRows::gradient);
  }

  /** Rows to be fed. */
  public static SparseRows placeholders(Ops tf) {
    return new SparseRows(
        tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(-1, 2))),
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1))),
        tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2))));
  }

  /** rows · kernel, [rows, units]. Gradients reach the kernel and not the rows. */
  public Operand<TFloat32> times(Ops tf, Operand<TFloat32> kernel) {
    return SparseTensorDenseMatMul.create(tf.scope(), indices, values, shape, kernel);
  }

  /** The rows with their zeros, in the type and static shape of the input. */
  public Operand<?> dense(Ops tf, Input input) {
    Operand<TFloat32> dense = tf.sparse.sparseToDense(indices, shape, values, tf.constant(0f));
    Operand<TFloat32> rows = tf.reshape(dense, tf.array(-1, input.shape()[0]));
    return input.kind() == Input.Kind.FLOAT ? rows : tf.dtypes.cast(rows, TInt32.class);
  }

  /** ∂/∂kernel = rowsᵀ · incoming; the rows are data. */
  private static List<Operand<?>> gradient(Ops tf, GraphOperation op, List<Output<?>> incoming) {
    Operand<TInt64> indices = in(op, INDICES);
    Operand<TFloat32> values = in(op, VALUES);
    Operand<TInt64> shape = in(op, SHAPE);
    @SuppressWarnings("unchecked")
    Operand<TFloat32> above = (Operand<TFloat32>) incoming.get(0);
    Operand<TFloat32> kernel =
        SparseTensorDenseMatMul.create(
            tf.scope(), indices, values, shape, above, SparseTensorDenseMatMul.adjointA(true));
    return List.of(tf.zerosLike(indices), tf.zerosLike(values), tf.zerosLike(shape), kernel);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends org.tensorflow.types.family.TType> Operand<T> in(
      GraphOperation op, int index) {
    return (Operand<T>) op.input(index);
  }
}
