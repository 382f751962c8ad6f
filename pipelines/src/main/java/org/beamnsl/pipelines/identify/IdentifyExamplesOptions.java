package org.beamnsl.pipelines.identify;

import org.beamnsl.core.command.Flag;
import org.beamnsl.core.identify.IdStrategy;
import org.beamnsl.pipelines.splits.OutputCompression;

/** The flags of {@code identify-examples}. */
public record IdentifyExamplesOptions(
    @Flag(
            value = "examples: an artifact, whose splits are kept, or files, globs and folders",
            required = true,
            kind = Flag.Kind.INPUT)
        String input,
    @Flag(
            value = "where to write: a file when the name has an extension, else an artifact",
            required = true,
            kind = Flag.Kind.OUTPUT)
        String output,
    @Flag(
            value = "where ids come from: content (a hash), feature (they exist), uuid (random)",
            defaultValue = "content")
        IdStrategy idStrategy,
    @Flag(value = "the feature that holds the id", defaultValue = "id") String idFeature,
    @Flag(
            value = "how to compress the output: as the input is, or none or gzip",
            defaultValue = "auto")
        OutputCompression compression,
    @Flag(value = "largest allowed share of bad records, 0 to 1", defaultValue = "0")
        double maxBadFraction,
    @Flag(
            value = "whether an output that exists is replaced",
            defaultValue = "false",
            kind = Flag.Kind.VOLATILE)
        boolean overwrite) {}
