package org.beamnsl.trainer.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.reading.FeatureSpec;
import org.beamnsl.trainer.reading.TextSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/**
 * The reading of features as operations of a graph, equal to what the reader of training data does.
 * A dense feature must be there; ids that are absent count as empty, or are those of the text that
 * they were made of, where that is known.
 */
final class ParseInGraph {
  /** Stands for an id that is not there, in features that can be made of a text. */
  private static final int ABSENT = -1;

  private final Ops tf;
  private final Map<String, TextSource> texts;

  /**
   * A reader.
   *
   * @param texts what the ids of a feature are made of, by the feature's name
   */
  ParseInGraph(Ops tf, Map<String, TextSource> texts) {
    this.tf = tf;
    this.texts = texts;
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
            case INT64 -> tf.constant(ids ? new long[] {fill(spec)} : new long[0]);
            case BYTES -> none();
          });
    }
    List<String> keys = new ArrayList<>(specs.stream().map(FeatureSpec::name).toList());
    List<String> sources = sources(specs);
    for (String text : sources) {
      keys.add(text);
      shapes.add(Shape.of(-1));
      defaults.add(tf.array(""));
    }
    List<Operand<?>> values =
        new ArrayList<>(
            tf.io
                .parseExample(
                    examples,
                    none(),
                    none(),
                    tf.array(keys.toArray(String[]::new)),
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
      FeatureSpec spec = specs.get(i);
      TextSource source = texts.get(spec.name());
      features.put(
          spec.name(),
          source == null
              ? form(values.get(i), spec)
              : ofText(
                  values.get(i),
                  values.get(specs.size() + sources.indexOf(source.feature())),
                  spec));
    }
    return features;
  }

  /** Names of the texts, each once: two features may be made of one text. */
  private List<String> sources(List<FeatureSpec> specs) {
    return specs.stream()
        .map(FeatureSpec::name)
        .map(texts::get)
        .filter(Objects::nonNull)
        .map(TextSource::feature)
        .distinct()
        .toList();
  }

  private long fill(FeatureSpec spec) {
    return texts.containsKey(spec.name()) ? ABSENT : spec.padding();
  }

  /** The ids of an example that has some, else those of its text. */
  @SuppressWarnings("unchecked")
  private Operand<?> ofText(Operand<?> stored, Operand<?> text, FeatureSpec spec) {
    Operand<TInt64> found = (Operand<TInt64>) stored;
    TextSource source = Objects.requireNonNull(texts.get(spec.name()));
    // A column more, for a batch in which no example has the feature.
    Operand<TString> first =
        tf.slice(
            tf.pad(
                (Operand<TString>) text,
                tf.constant(new int[][] {{0, 0}, {0, 1}}),
                tf.constant("")),
            tf.constant(new int[] {0, 0}),
            tf.constant(new int[] {-1, 1}));
    Operand<TInt64> made =
        new TokensInGraph(tf, source).ids(tf.reshape(first, tf.constant(new int[] {-1})));
    Operand<TInt32> has =
        tf.dtypes.cast(
            tf.math.greaterEqual(
                tf.reduceMax(found, tf.constant(1), ReduceMax.keepDims(true)), tf.constant(0L)),
            TInt32.class);
    return tf.math.add(
        tf.math.mul(has, ids(found, spec)),
        tf.math.mul(tf.math.sub(tf.constant(1), has), ids(made, spec)));
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
    Operand<TBool> isKnown = tf.math.less(cut, tf.constant(spec.limit()));
    if (texts.containsKey(spec.name())) {
      isKnown = tf.math.logicalAnd(isKnown, tf.math.greater(cut, tf.constant(ABSENT)));
    }
    Operand<TInt32> known = tf.dtypes.cast(isKnown, TInt32.class);
    // Where an id is unknown, padding takes its place.
    return tf.math.add(
        tf.math.mul(cut, known), tf.math.mul(padding, tf.math.sub(tf.constant(1), known)));
  }
}
