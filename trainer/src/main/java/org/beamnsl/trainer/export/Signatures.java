package org.beamnsl.trainer.export;

/** Names in the saved models that this software writes. */
public final class Signatures {
  /** Serialized tf.train.Examples to predictions. */
  public static final String SERVING = "serving_default";

  /** The model's inputs as tensors, by feature name, to predictions. */
  public static final String RAW = "raw";

  /** Serialized tf.train.Examples to the model's inputs as tensors, by feature name. */
  public static final String FEATURES = "features";

  /**
   * As {@link #FEATURES}, for examples that hold what the model sees of an image as floats, as
   * {@code perturb} writes them; only in models that read encoded images.
   */
  public static final String DECODED = "decoded_features";

  /** Serialized tf.train.Examples to the output of every layer, by the layer's name. */
  public static final String LAYERS = "layers";

  /** Input of all but {@link #RAW}: serialized tf.train.Examples, string [B]. */
  public static final String EXAMPLES = "examples";

  /** Output: probability of each class, float [B, C]. */
  public static final String PROBABILITIES = "probabilities";

  /** Output: the most probable class, int64 [B]. */
  public static final String CLASSES = "classes";

  /** Output of a model that gives no classes: the embedding, float [B, d]. */
  public static final String EMBEDDINGS = "embeddings";

  private Signatures() {}

  /** Output: probability of each class of a further label. */
  public static String probabilities(String label) {
    return label + "_" + PROBABILITIES;
  }

  /** Output: the most probable class of a further label. */
  public static String classes(String label) {
    return label + "_" + CLASSES;
  }
}
