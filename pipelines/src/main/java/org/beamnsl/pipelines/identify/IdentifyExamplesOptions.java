package org.beamnsl.pipelines.identify;

import org.beamnsl.core.command.Flag;
import org.beamnsl.core.identify.IdStrategy;
import org.beamnsl.pipelines.splits.SplitFlags;

/** The flags of {@code identify-examples}. */
public record IdentifyExamplesOptions(
    SplitFlags splits,
    @Flag(
            value = "where ids come from: content (a hash), feature (they exist), uuid (random)",
            defaultValue = "content")
        IdStrategy idStrategy,
    @Flag(value = "the feature that holds the id", defaultValue = "id") String idFeature) {}
