/**
 * The frame of the command line: an options record per command is the single source of flag names,
 * defaults, help, YAML keys and specifications. Knows no particular command and no engine.
 */
@NullMarked
package org.beamnsl.core.command;

import org.jspecify.annotations.NullMarked;
