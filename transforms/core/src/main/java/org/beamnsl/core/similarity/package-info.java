/**
 * Similarity measures (cosine first) and the dot-product kernels that compute them. Knows arrays of
 * floats; must not know records, files or engines.
 */
@NullMarked
package org.beamnsl.core.similarity;

import org.jspecify.annotations.NullMarked;
