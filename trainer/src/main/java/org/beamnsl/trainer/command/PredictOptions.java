package org.beamnsl.trainer.command;

import org.beamnsl.core.command.Flag;
import org.jspecify.annotations.Nullable;

/** Flags of {@code predict}. */
public record PredictOptions(
    @Flag(
            value = "artifact of 'train' or saved-model folder; of several seeds the first",
            required = true,
            kind = Flag.Kind.INPUT)
        String model,
    @Flag(value = "examples to predict", required = true, kind = Flag.Kind.INPUT) String input,
    OutputFlags destination,
    @Flag(
            value = "whether the examples' own features are kept beside the prediction",
            defaultValue = "false")
        boolean keepFeatures,
    @Flag(value = "bytes feature with the id, which is always kept", defaultValue = "id")
        String idFeature,
    @Flag(
            "layer whose output is written instead of predictions, as an embedding; models that give"
                + " embeddings write their own without it")
        @Nullable String layer,
    @Flag(value = "float feature for embeddings", defaultValue = "embedding")
        String embeddingFeature,
    @Flag(value = "float feature for the probability of each class", defaultValue = "probabilities")
        String probabilitiesFeature,
    @Flag(value = "integer feature for the most probable class", defaultValue = "prediction")
        String predictionFeature,
    InferenceFlags inference) {}
