/**
 * Building a similarity graph from files of embeddings: reading, rules for bad rows and duplicate
 * ids, joining, writing, reporting. Knows files; must not know engines.
 */
@NullMarked
package org.beamnsl.core.synthesis;

import org.jspecify.annotations.NullMarked;
