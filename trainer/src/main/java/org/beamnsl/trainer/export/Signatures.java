package org.beamnsl.trainer.export;

/** Names in the saved models that this software writes. */
public final class Signatures {
  /** Serialized tf.train.Examples to predictions. */
  public static final String SERVING = "serving_default";

  /** The model's inputs as tensors, by feature name, to predictions. */
  public static final String RAW = "raw";

  /** Serialized tf.train.Examples to the model's inputs as tensors, by feature name. */
  public static final String FEATURES = "features";

  /** Input of {@link #SERVING} and {@link #FEATURES}: string [B]. */
  public static final String EXAMPLES = "examples";

  /** Output: probability of each class, float [B, C]. */
  public static final String PROBABILITIES = "probabilities";

  /** Output: the most probable class, int64 [B]. */
  public static final String CLASSES = "classes";

  private Signatures() {}
}
