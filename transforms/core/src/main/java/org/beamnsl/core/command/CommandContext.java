package org.beamnsl.core.command;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.lineage.CommandLineage;

/**
 * What a command is given besides its options.
 *
 * @param out where results go
 * @param err where messages go
 * @param progress where progress goes
 * @param dataOptions the effective options that affect the data, as texts by flag name: for the
 *     manifest, secrets masked
 * @param engineArguments flags for the data engine, as typed
 * @param lineage what is told of this run to those who collect lineage; flags were told already
 */
public record CommandContext(
    PrintStream out,
    PrintStream err,
    Progress progress,
    Map<String, String> dataOptions,
    List<String> engineArguments,
    CommandLineage lineage) {}
