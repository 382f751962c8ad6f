package org.beamnsl.trainer.command;

import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.trainer.reading.FeatureInference;
import org.beamnsl.trainer.reading.FeatureSpec;
import org.beamnsl.trainer.reading.VocabularySize;
import org.jspecify.annotations.Nullable;

/** The features that a model reads, in the form that its architecture needs. */
final class AskedFeatures {
  private static final double EIGHT_BITS = 255;

  private AskedFeatures() {}

  /**
   * Finds out how each feature is read.
   *
   * @param files of the training examples, of which the first ones tell kinds and shapes
   */
  static List<FeatureSpec> of(TrainOptions options, List<InputFile> files) {
    FeatureInference inference = FeatureInference.of("train", options.data().train(), files);
    List<FeatureSpec> features = new ArrayList<>();
    for (String name : options.data().feature()) {
      features.add(
          switch (options.architecture().model()) {
            case MLP ->
                options.architecture().bag()
                    ? ids(inference, name, FeatureSpec.Form.BAG, options)
                    : inference.dense(name, new int[0]);
            case TEXT_AVERAGE, TEXT_LSTM ->
                ids(inference, name, FeatureSpec.Form.SEQUENCE, options);
            case CNN -> image(inference, name, options);
          });
    }
    return features;
  }

  private static FeatureSpec image(FeatureInference inference, String name, TrainOptions options) {
    int[] shape = options.architecture().imageDimensions();
    @Nullable Double divisor = options.architecture().pixelDivisor();
    if (inference.isEncoded(name)) {
      return inference.image(name, shape, divisor == null ? EIGHT_BITS : divisor);
    }
    if (divisor != null) {
      throw NslException.usage(
          "--pixelDivisor="
              + divisor
              + ": is for encoded images, but the feature "
              + name
              + " holds numbers (--featureScale multiplies numbers)");
    }
    return inference.dense(name, shape);
  }

  private static FeatureSpec ids(
      FeatureInference inference, String name, FeatureSpec.Form form, TrainOptions options) {
    int limit =
        options.architecture().vocabularySize() > 0
            ? options.architecture().vocabularySize()
            : VocabularySize.of(options.data().train(), name);
    return inference.ids(name, form, options.architecture().maxLength(), limit);
  }
}
