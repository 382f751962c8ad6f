/**
 * Writing Examples split by split from one process, digested on the way. Must not know what the
 * records hold.
 */
@NullMarked
package org.beamnsl.pipelines.splits;

import org.jspecify.annotations.NullMarked;
