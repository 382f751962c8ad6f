package org.beamnsl.trainer.layers;

import java.util.List;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.BlockLSTM;
import org.tensorflow.op.nn.BlockLSTMGrad;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * TensorFlow's fused LSTM kernel over a whole sequence. It comes without a gradient; the one
 * registered here calls the fused backward kernel. Gate order and bias are those of Keras, so
 * kernel and recurrent kernel only need to be stacked.
 */
final class BlockLstm {

  static {
    TensorFlow.registerCustomGradient("BlockLSTMV2", BlockLstm::gradient);
  }

  private BlockLstm() {}

  /**
   * Hidden states of every step.
   *
   * @param steps how many of the T steps are computed; the states of the others are 0
   * @param x [T, B, in], time first
   * @param kernels [in + units, 4 · units]
   * @param start zeros [B, units]
   * @return [T, B, units]
   */
  static Operand<TFloat32> hidden(
      Ops tf,
      Operand<TInt64> steps,
      Operand<TFloat32> x,
      Operand<TFloat32> kernels,
      Operand<TFloat32> bias,
      Operand<TFloat32> start) {
    Operand<TFloat32> noPeephole = tf.constant(new float[(int) start.shape().get(1)]);
    return BlockLSTM.create(
            tf.scope(),
            tf.stopGradient(steps),
            x,
            start,
            start,
            kernels,
            noPeephole,
            noPeephole,
            noPeephole,
            bias,
            BlockLSTM.cellClip(0f),
            BlockLSTM.usePeephole(false))
        .h();
  }

  private static List<Operand<?>> gradient(Ops tf, GraphOperation op, List<Output<?>> incoming) {
    Operand<TFloat32> cellGradient = orZeros(tf, incoming.get(1), op.output(1));
    Operand<TFloat32> hiddenGradient = orZeros(tf, incoming.get(6), op.output(6));
    Operand<TInt64> steps = in(op, 0);
    BlockLSTMGrad<TFloat32> back =
        BlockLSTMGrad.create(
            tf.scope(),
            steps,
            in(op, 1),
            in(op, 2),
            in(op, 3),
            in(op, 4),
            in(op, 5),
            in(op, 6),
            in(op, 7),
            in(op, 8),
            op.output(0),
            op.output(1),
            op.output(2),
            op.output(3),
            op.output(4),
            op.output(5),
            op.output(6),
            cellGradient,
            hiddenGradient,
            false);
    return List.of(
        tf.zerosLike(steps),
        back.xGrad(),
        back.csPrevGrad(),
        back.hPrevGrad(),
        back.wGrad(),
        back.wciGrad(),
        back.wcfGrad(),
        back.wcoGrad(),
        back.bGrad());
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends org.tensorflow.types.family.TType> Operand<T> in(
      GraphOperation op, int index) {
    return (Operand<T>) op.input(index);
  }

  /** An output that nothing used comes without an operation behind it. */
  @SuppressWarnings("unchecked")
  private static Operand<TFloat32> orZeros(Ops tf, Output<?> incoming, Output<TFloat32> forward) {
    var handle = ((GraphOperation) incoming.op()).getUnsafeNativeHandle();
    boolean missing = handle == null || handle.isNull();
    return missing ? tf.zerosLike(forward) : (Operand<TFloat32>) incoming;
  }
}
