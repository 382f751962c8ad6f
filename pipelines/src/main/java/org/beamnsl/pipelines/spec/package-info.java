/**
 * The {@code spec} command: descriptions of commands in the languages of other people's
 * orchestrators, made from the same flags that the command line takes. Knows flags as data; must
 * not know what any command does, nor start anything.
 */
@NullMarked
package org.beamnsl.pipelines.spec;

import org.jspecify.annotations.NullMarked;
