/**
 * The {@code transform} command: texts of Examples to token ids of one length, with a vocabulary
 * made from one split. How a text becomes tokens is said in the core, not here.
 */
@NullMarked
package org.beamnsl.pipelines.transform;

import org.jspecify.annotations.NullMarked;
