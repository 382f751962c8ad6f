/**
 * Rows to be compared, and the kernels that compute their products and distances. Knows arrays of
 * floats and sets of tokens; must not know records, files or engines.
 */
@NullMarked
package org.beamnsl.core.similarity;

import org.jspecify.annotations.NullMarked;
