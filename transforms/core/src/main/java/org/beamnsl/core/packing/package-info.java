/**
 * Packing neighbours beside examples: which neighbours a seed gets, in which order, under which
 * names. The rules live here once, for one table in memory and for the rounds of a distributed
 * join. Knows examples and ids; must not know files or engines.
 */
@NullMarked
package org.beamnsl.core.packing;

import org.jspecify.annotations.NullMarked;
