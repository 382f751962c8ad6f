/**
 * The commands of the Beam side, one package each: an options record, the pipeline it builds, and
 * nothing of how records are compared or packed. Must not name a runner.
 */
@NullMarked
package org.beamnsl.pipelines;

import org.jspecify.annotations.NullMarked;
