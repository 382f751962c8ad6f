/**
 * How a command fails: one line that names what is wrong, and an exit code. Knows nothing of the
 * parts that fail.
 */
@NullMarked
package org.beamnsl.core.failure;

import org.jspecify.annotations.NullMarked;
