/** Reads the golden cases and evaluates many small graphs in one session. */
@NullMarked
package org.beamnsl.trainer.golden;

import org.jspecify.annotations.NullMarked;
