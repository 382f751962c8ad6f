/** The {@code gc} command: removes the artifacts of a workflow that nothing refers to any more. */
@NullMarked
package org.beamnsl.pipelines.gc;

import org.jspecify.annotations.NullMarked;
