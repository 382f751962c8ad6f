package org.beamnsl.trainer.layers;

import java.util.List;
import java.util.Optional;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.model.Initializers;
import org.beamnsl.trainer.model.Layer;
import org.beamnsl.trainer.model.Pass;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A long short-term memory over a sequence, [B, T, in] to the last hidden state [B, units] or, with
 * {@code bidirectional}, to both directions' last states [B, 2 · units]. Without a mask padding is
 * read like any other token; with one ({@link Embedding#maskingZero}) it changes no state, wherever
 * it stands, and the states of an example of padding alone are 0, all as in Keras.
 *
 * <p>Weights per direction: {@code kernel} [in, 4 · units] Glorot uniform, {@code recurrent_kernel}
 * [units, 4 · units] orthogonal, {@code bias} [4 · units] with 1 for the forget gate.
 */
public record Lstm(int units, boolean bidirectional, String name) implements Layer {

  public Lstm {
    if (units < 1) {
      throw NslException.usage("LSTM units must be at least 1, not " + units);
    }
  }

  /** One direction. */
  public static Lstm of(int units) {
    return new Lstm(units, false, "");
  }

  /** Both directions, concatenated. */
  public static Lstm bidirectional(int units) {
    return new Lstm(units, true, "");
  }

  @Override
  public String kind() {
    return bidirectional ? "bidirectional" : "lstm";
  }

  @Override
  public Operand<TFloat32> call(Pass pass, String layer, Operand<?> input) {
    Ops tf = pass.tf();
    Operand<TFloat32> values = pass.floats(input);
    Axes.requireRank(layer, values, 3);
    Operand<TFloat32> timeFirst = tf.linalg.transpose(values, tf.constant(new int[] {1, 0, 2}));
    Optional<MaskedTime> masked =
        pass.mask(input).map(mask -> new MaskedTime(tf, mask, Axes.size(layer, timeFirst, 0)));
    Operand<TFloat32> onward = masked.map(time -> time.forward(timeFirst)).orElse(timeFirst);
    if (!bidirectional) {
      return last(pass, layer, onward, masked);
    }
    Operand<TFloat32> reversed =
        masked
            .map(time -> time.backward(timeFirst))
            .orElseGet(() -> tf.reverse(timeFirst, tf.array(0)));
    Operand<TFloat32> forward = last(pass, layer + "/forward_lstm", onward, masked);
    Operand<TFloat32> backward = last(pass, layer + "/backward_lstm", reversed, masked);
    return tf.concat(List.of(forward, backward), tf.constant(1));
  }

  private Operand<TFloat32> last(
      Pass pass, String prefix, Operand<TFloat32> timeFirst, Optional<MaskedTime> masked) {
    Ops tf = pass.tf();
    int in = Axes.size(prefix, timeFirst, 2);
    Operand<TFloat32> kernel =
        pass.weight(prefix + "/kernel", Initializers.glorotUniform(), in, 4 * units);
    Operand<TFloat32> recurrent =
        pass.weight(prefix + "/recurrent_kernel", Initializers.orthogonal(), units, 4 * units);
    Operand<TFloat32> bias =
        pass.weight(prefix + "/bias", Initializers.unitForgetBias(), 4 * units);
    var batch = tf.stridedSlice(tf.shape(timeFirst), Indices.at(1));
    Operand<TFloat32> start =
        tf.stopGradient(tf.fill(tf.stack(List.of(batch, tf.constant(units))), tf.constant(0f)));
    Operand<TFloat32> hidden =
        BlockLstm.hidden(
            tf,
            masked
                .map(MaskedTime::longest)
                .orElseGet(() -> tf.constant((long) Axes.size(prefix, timeFirst, 0))),
            timeFirst,
            tf.concat(List.of(kernel, recurrent), tf.constant(0)),
            bias,
            start);
    if (masked.isPresent()) {
      return masked.get().last(hidden);
    }
    return tf.stridedSlice(hidden, Indices.at(Axes.size(prefix, timeFirst, 0) - 1L));
  }
}
