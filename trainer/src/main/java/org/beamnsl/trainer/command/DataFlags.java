package org.beamnsl.trainer.command;

import java.util.List;
import org.beamnsl.core.command.Flag;
import org.jspecify.annotations.Nullable;

/** What {@code train} reads. */
record DataFlags(
    @Flag(
            value = "examples to train on; of an artifact with splits its split 'train'",
            required = true,
            kind = Flag.Kind.INPUT)
        String train,
    @Flag(value = "examples to measure after every epoch; never trained on", kind = Flag.Kind.INPUT)
        @Nullable String validation,
    @Flag(value = "features that the model reads", required = true) List<String> feature,
    @Flag(value = "bytes feature with the id", defaultValue = "id") String idFeature) {}
