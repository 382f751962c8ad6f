package org.beamnsl.pipelines.transform;

import org.beamnsl.core.badrecord.BadRecordPolicy;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.failure.NslException;
import org.jspecify.annotations.Nullable;

/** The flags of {@code transform}. */
public record TransformOptions(
    @Flag(
            value = "Examples artifact whose splits are transformed",
            required = true,
            kind = Flag.Kind.INPUT)
        String input,
    @Flag(value = "artifact to write", required = true, kind = Flag.Kind.OUTPUT) String output,
    @Flag(value = "feature that holds the text", defaultValue = "text") String feature,
    @Flag(
            value = "feature that is written; the text feature's name with _xf when absent",
            defaultValue = "")
        @Nullable String outputFeature,
    @Flag(
            value =
                "feature that the number of words of the whole text is written to, to slice"
                    + " evaluations by; none when absent")
        @Nullable String lengthFeature,
    @Flag(value = "number of tokens of every text, markers included", defaultValue = "100")
        int maxLength,
    @Flag(value = "number of known tokens, the most frequent ones", defaultValue = "10000")
        int vocabularySize,
    @Flag(
            value =
                "transform artifact, or file with a token a line, whose known tokens are taken as"
                    + " they are, so that ids keep their meaning; counted when absent",
            kind = Flag.Kind.INPUT)
        @Nullable String vocabulary,
    @Flag(value = "number of ids that all other tokens share", defaultValue = "100") int oovBuckets,
    @Flag(
            value = "split the vocabulary is counted in, unless --vocabulary gives one",
            defaultValue = "train")
        String analyze,
    @Flag(value = "whether the text stays in the record beside its ids", defaultValue = "false")
        boolean keepText,
    @Flag(value = "number of files of each split", defaultValue = "1") int numShards,
    @Flag(value = "feature that holds the id; it is never replaced", defaultValue = "id")
        String idFeature,
    @Flag(value = "largest allowed share of bad records, from 0 to 1", defaultValue = "0")
        double maxBadFraction,
    @Flag(
            value = "whether an output that exists is replaced",
            defaultValue = "false",
            kind = Flag.Kind.VOLATILE)
        boolean overwrite) {
  /** Checks ranges. */
  public TransformOptions {
    requirePositive("maxLength", maxLength);
    requirePositive("vocabularySize", vocabularySize);
    requirePositive("oovBuckets", oovBuckets);
    requirePositive("numShards", numShards);
    BadRecordPolicy unused = new BadRecordPolicy(maxBadFraction);
    requireOtherThanId("feature", feature, idFeature);
    requireOtherThanId("outputFeature", outputFeature, idFeature);
    requireOtherThanId("lengthFeature", lengthFeature, idFeature);
  }

  private static void requireOtherThanId(String flag, @Nullable String name, String idFeature) {
    if (idFeature.equals(name)) {
      throw NslException.usage(
          "--" + flag + "=" + name + ": is the id feature, which stays as it is");
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw NslException.usage("--" + name + "=" + value + ": expected 1 or more");
    }
  }

  BadRecordPolicy badRecordPolicy() {
    return new BadRecordPolicy(maxBadFraction);
  }

  /** The name of the feature that is written. */
  String target() {
    return outputFeature == null || outputFeature.isEmpty() ? feature + "_xf" : outputFeature;
  }
}
