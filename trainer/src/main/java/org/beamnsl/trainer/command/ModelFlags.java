package org.beamnsl.trainer.command;

import java.util.List;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagBounds;
import org.beamnsl.core.failure.NslException;
import org.jspecify.annotations.Nullable;

/** The architecture, and how it reads its features. */
record ModelFlags(
    @Flag(
            value =
                "architecture: mlp for numbers, text-average and text-lstm for token ids, cnn for"
                    + " images",
            defaultValue = "mlp")
        ModelKind model,
    @Flag(
            value =
                "what is learned: labels, or an embedding that is alike for neighbours, without any"
                    + " label",
            defaultValue = "labels")
        Objective objective,
    @Flag(value = "numbers of a learned embedding", defaultValue = "32") int outputSize,
    @Flag(
            value =
                "whether an mlp reads integers as the ids of a bag of any size, not as a fixed"
                    + " number of numbers",
            defaultValue = "false")
        boolean bag,
    @Flag("units of each hidden layer, from the input on") List<Integer> hidden,
    @Flag(value = "share of values dropped after each hidden layer, in [0, 1)", defaultValue = "0")
        double dropout,
    @Flag("filters of each convolution of a cnn; 32,64,64 by default") List<Integer> filters,
    @Flag(
            "height, width and channels of images, such as 28,28,1; encoded images are decoded and"
                + " scaled to it")
        List<Integer> imageShape,
    @Flag("what the 8-bit intensities of encoded images are divided by; 255 by default")
        @Nullable Double pixelDivisor,
    @Flag(
            value =
                "factor on numeric features as the model's first layer, such as 0.00392156862745"
                    + " for bytes",
            defaultValue = "1")
        double featureScale,
    @Flag(value = "numbers per token embedding", defaultValue = "16") int embeddingSize,
    @Flag(value = "units per direction of the LSTM", defaultValue = "64") int lstmUnits,
    @Flag(
            value =
                "number of ids: larger ones are read as padding; 0 for what the artifact's vocabulary"
                    + " says, else the largest id in the training data plus 1",
            defaultValue = "0")
        int vocabularySize,
    @Flag(
            value = "ids per example, cut or padded at the end; 0 for the longest example",
            defaultValue = "0")
        int maxLength,
    @Flag(
            value =
                "whether id 0 of a text is padding that text-average and text-lstm pass over, rather"
                    + " than a token",
            defaultValue = "false")
        boolean maskPadding) {
  ModelFlags {
    FlagBounds.atLeast("vocabularySize", vocabularySize, 0);
    FlagBounds.atLeast("maxLength", maxLength, 0);
    FlagBounds.atLeast("embeddingSize", embeddingSize, 1);
    FlagBounds.atLeast("outputSize", outputSize, 1);
    hidden.forEach(units -> FlagBounds.atLeast("hidden", units, 1));
    filters.forEach(count -> FlagBounds.atLeast("filters", count, 1));
    FlagBounds.share("dropout", dropout);
  }

  /** Architectures by name. */
  enum ModelKind {
    MLP,
    TEXT_AVERAGE,
    TEXT_LSTM,
    CNN
  }

  /** What is learned. */
  enum Objective {
    LABELS,
    EMBEDDING
  }

  /** Whether labels are learned, rather than an embedding without any. */
  boolean learnsLabels() {
    return objective == Objective.LABELS;
  }

  /** Height, width and channels. */
  int[] imageDimensions() {
    if (imageShape.size() != 3) {
      throw NslException.usage(
          "--imageShape="
              + String.join(",", imageShape.stream().map(String::valueOf).toList())
              + ": expected height, width and channels, such as 28,28,1");
    }
    return imageShape.stream().mapToInt(Integer::intValue).toArray();
  }
}
