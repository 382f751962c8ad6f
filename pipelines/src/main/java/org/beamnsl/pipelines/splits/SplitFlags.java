package org.beamnsl.pipelines.splits;

import org.beamnsl.core.command.Flag;

/** What a stage reads and writes that makes one record of every record. */
public record SplitFlags(
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
