/** Artifacts on every file system that Beam knows. Knows names and bytes; must not know records. */
@NullMarked
package org.beamnsl.beam.storage;

import org.jspecify.annotations.NullMarked;
