/**
 * The similarity join: which pairs of vectors reach a threshold, by comparing all of them, by
 * hashing, or as the original tool finds them. Plans first, then runs, in memory and with several
 * threads; the result depends on data and plan only. Must not know files or engines.
 */
@NullMarked
package org.beamnsl.core.join;

import org.jspecify.annotations.NullMarked;
