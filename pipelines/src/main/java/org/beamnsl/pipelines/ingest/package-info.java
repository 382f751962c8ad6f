/**
 * The {@code ingest} command: real files become splits of Examples. Everything here streams, so a
 * file need not fit into memory. Knows file formats and splits; must not know Beam or what later
 * stages make of the features.
 */
@NullMarked
package org.beamnsl.pipelines.ingest;

import org.jspecify.annotations.NullMarked;
