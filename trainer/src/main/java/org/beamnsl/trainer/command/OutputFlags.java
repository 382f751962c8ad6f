package org.beamnsl.trainer.command;

import org.beamnsl.core.command.Flag;

/** Where a command writes. */
record OutputFlags(
    @Flag(value = "folder to write", required = true, kind = Flag.Kind.OUTPUT) String output,
    @Flag(
            value = "whether an existing output is replaced",
            defaultValue = "false",
            kind = Flag.Kind.VOLATILE)
        boolean overwrite) {}
