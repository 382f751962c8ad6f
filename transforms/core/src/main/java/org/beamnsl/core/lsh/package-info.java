/**
 * Locality-sensitive hashing: hash families and their collision probabilities, the choice of
 * parameters for a wanted recall, and the grouping of rows into buckets. Knows rows of floats; must
 * not know ids, files or engines.
 */
@NullMarked
package org.beamnsl.core.lsh;

import org.jspecify.annotations.NullMarked;
