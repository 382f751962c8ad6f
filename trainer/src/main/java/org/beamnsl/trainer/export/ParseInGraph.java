package org.beamnsl.trainer.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.reading.FeatureSpec;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/**
 * The reading of features as operations of a graph, equal to what the reader of training data does.
 * A dense feature must be there; ids that are absent count as empty.
 */
final class ParseInGraph {
  private final Ops tf;

  ParseInGraph(Ops tf) {
    this.tf = tf;
  }

  /** The model's inputs, by feature name, from serialized examples [B]. */
  Map<String, Operand<?>> parse(Operand<TString> examples, List<FeatureSpec> specs) {
    List<Operand<?>> defaults = new ArrayList<>();
    List<Shape> shapes = new ArrayList<>();
    for (FeatureSpec spec : specs) {
      boolean ids = spec.hasIds();
      shapes.add(
          switch (spec.form()) {
            case SEQUENCE, BAG -> Shape.of(-1);
            case IMAGE -> Shape.scalar();
            case DENSE -> Shape.of(Column.sizeOf(spec.shape()));
          });
      defaults.add(
          switch (spec.stored()) {
            case FLOAT -> tf.constant(new float[ids ? 1 : 0]);
            case INT64 -> tf.constant(ids ? new long[] {spec.padding()} : new long[0]);
            case BYTES -> none();
          });
    }
    String[] keys = specs.stream().map(FeatureSpec::name).toArray(String[]::new);
    List<Operand<?>> values =
        new ArrayList<>(
            tf.io
                .parseExample(
                    examples,
                    none(),
                    none(),
                    tf.array(keys),
                    none(),
                    defaults,
                    0L,
                    List.of(),
                    List.of(),
                    List.of(),
                    shapes)
                .denseValues());
    Map<String, Operand<?>> features = new LinkedHashMap<>();
    for (int i = 0; i < specs.size(); i++) {
      features.put(specs.get(i).name(), form(values.get(i), specs.get(i)));
    }
    return features;
  }

  private Operand<TString> none() {
    return tf.constant(Shape.of(0), DataBuffers.ofObjects(String.class, 0));
  }

  @SuppressWarnings("unchecked")
  private Operand<?> form(Operand<?> value, FeatureSpec spec) {
    if (spec.hasIds()) {
      return ids((Operand<TInt64>) value, spec);
    }
    if (spec.form() == FeatureSpec.Form.IMAGE) {
      return spec.pixels().decodeBatch(tf, (Operand<TString>) value);
    }
    Operand<TFloat32> floats =
        spec.stored() == FeatureSpec.Stored.FLOAT
            ? (Operand<TFloat32>) value
            : tf.dtypes.cast((Operand<TInt64>) value, TFloat32.class);
    return spec.shape().length == 1 ? floats : tf.reshape(floats, tf.constant(batch(spec)));
  }

  private static int[] batch(FeatureSpec spec) {
    int[] shape = new int[spec.shape().length + 1];
    shape[0] = -1;
    System.arraycopy(spec.shape(), 0, shape, 1, spec.shape().length);
    return shape;
  }

  private Operand<TInt32> ids(Operand<TInt64> ids, FeatureSpec spec) {
    Operand<TInt32> narrow = tf.dtypes.cast(ids, TInt32.class);
    Operand<TInt32> padding = tf.constant(spec.padding());
    int length = spec.shape()[0];
    Operand<TInt32> padded =
        tf.pad(narrow, tf.constant(new int[][] {{0, 0}, {0, length}}), padding);
    Operand<TInt32> cut =
        tf.slice(padded, tf.constant(new int[] {0, 0}), tf.constant(new int[] {-1, length}));
    Operand<TInt32> known =
        tf.dtypes.cast(tf.math.less(cut, tf.constant(spec.limit())), TInt32.class);
    // Where an id is unknown, padding takes its place.
    return tf.math.add(
        tf.math.mul(cut, known), tf.math.mul(padding, tf.math.sub(tf.constant(1), known)));
  }
}
