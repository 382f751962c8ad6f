package org.beamnsl.trainer.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.math.Cumsum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * The order in which a recurrent layer reads masked sequences: what is present moves to the front,
 * in its order, and padding behind it. Padding changes no state, so the state after the last
 * present position is the one that a layer which passes over padding would end with.
 */
final class MaskedTime {
  private final Ops tf;
  private final int steps;
  private final Operand<TInt32> lengths;
  private final Operand<TInt32> present;
  private final Operand<TInt32> absent;
  private final Operand<TInt32> mask;

  /**
   * An order for one batch.
   *
   * @param mask [B, T], 1 where there is something
   * @param steps T
   */
  MaskedTime(Ops tf, Operand<TInt32> mask, int steps) {
    this.tf = tf;
    this.steps = steps;
    this.mask = mask;
    this.lengths = tf.reduceSum(mask, tf.constant(1));
    this.present = countBefore(mask);
    this.absent = countBefore(tf.math.sub(tf.constant(1), mask));
  }

  private Operand<TInt32> countBefore(Operand<TInt32> flags) {
    return tf.math.cumsum(flags, tf.constant(1), Cumsum.exclusive(true));
  }

  /** [T, B, …] with what is present at the front. */
  Operand<TFloat32> forward(Operand<TFloat32> timeFirst) {
    return moved(timeFirst, present);
  }

  /** [T, B, …] with what is present at the front, the last one first. */
  Operand<TFloat32> backward(Operand<TFloat32> timeFirst) {
    Operand<TInt32> last = tf.math.sub(column(lengths), tf.constant(1));
    return moved(timeFirst, tf.math.sub(last, present));
  }

  /** Each position goes to {@code place} when it is present, and behind all present ones if not. */
  private Operand<TFloat32> moved(Operand<TFloat32> timeFirst, Operand<TInt32> place) {
    Operand<TInt32> behind = tf.math.add(column(lengths), absent);
    Operand<TInt32> target =
        tf.math.add(
            tf.math.mul(mask, place), tf.math.mul(tf.math.sub(tf.constant(1), mask), behind));
    // Places are a permutation of 0 to T - 1 in each row: sorting by them inverts it.
    Operand<TInt32> sources =
        tf.nn.topK(tf.math.neg(target), tf.constant(steps), TInt32.class).indices();
    Operand<TInt32> timeFirstSources = tf.linalg.transpose(sources, tf.constant(new int[] {1, 0}));
    Operand<TInt32> batch = tf.stridedSlice(tf.shape(mask), Indices.at(0));
    Operand<TInt32> examples =
        tf.broadcastTo(tf.range(tf.constant(0), batch, tf.constant(1)), tf.shape(timeFirstSources));
    Operand<TInt32> indices = tf.stack(List.of(timeFirstSources, examples), Stack.axis(-1L));
    Operand<TFloat32> gathered = tf.gatherNd(timeFirst, tf.stopGradient(indices));
    // The static shape is lost on the way; layers want it.
    return tf.reshape(
        gathered, tf.constant(new int[] {steps, -1, Math.toIntExact(timeFirst.shape().get(2))}));
  }

  /** Steps that the longest sequence of the batch takes, at least 1. */
  Operand<TInt64> longest() {
    Operand<TInt32> most = tf.reduceMax(lengths, tf.constant(0));
    return tf.dtypes.cast(tf.math.maximum(most, tf.constant(1)), TInt64.class);
  }

  /** The state after the last present position, of states [T, B, units]; 0 where there is none. */
  Operand<TFloat32> last(Operand<TFloat32> states) {
    Operand<TFloat32> chosen =
        tf.oneHot(
            tf.math.sub(lengths, tf.constant(1)),
            tf.constant(steps),
            tf.constant(1f),
            tf.constant(0f));
    Operand<TFloat32> timeFirst = tf.linalg.transpose(chosen, tf.constant(new int[] {1, 0}));
    Operand<TFloat32> kept =
        tf.math.mul(states, tf.stopGradient(tf.expandDims(timeFirst, tf.constant(-1))));
    return tf.reduceSum(kept, tf.constant(0));
  }

  private Operand<TInt32> column(Operand<TInt32> values) {
    return tf.expandDims(values, tf.constant(1));
  }
}
