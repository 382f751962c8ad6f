/**
 * Embedding examples in pipelines: records to rows, what is learned from all rows, rows to vectors.
 * How vectors are made is decided by the core; must not know flags.
 */
@NullMarked
package org.beamnsl.beam.embed;

import org.jspecify.annotations.NullMarked;
