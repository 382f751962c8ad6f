/**
 * Statistics of the features of Examples in bounded memory, and distances between two of them.
 * Knows parsed Examples; must not know files or splits.
 */
@NullMarked
package org.beamnsl.core.statistics;

import org.jspecify.annotations.NullMarked;
