/**
 * Records that a pipeline could not use, on their way to a file beside the output. What makes a
 * record bad is decided elsewhere.
 */
@NullMarked
package org.beamnsl.beam.badrecords;

import org.jspecify.annotations.NullMarked;
